namespace EdgeEcg.Ads1292;

/// <summary>One channel.</summary>
/// <param name="Gain">Amplification before conversion.</param>
/// <param name="Input">What it measures.</param>
public readonly record struct ChannelSettings(ChannelGain Gain, ChannelInput Input = ChannelInput.Electrodes)
{
    /// <summary>
    /// Off, with its input shorted as the datasheet asks; its slot in the frame reads zero.
    /// </summary>
    public static ChannelSettings Off => new(ChannelGain.Times6, ChannelInput.Shorted) { PoweredDown = true };

    public bool PoweredDown { get; init; }
}
