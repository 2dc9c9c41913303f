namespace EdgeEcg.Ads1292;

/// <summary>Gains by their number instead of their code.</summary>
public static class ChannelGains
{
    extension(ChannelGain gain)
    {
        public int Factor => gain switch
        {
            ChannelGain.Times1 => 1,
            ChannelGain.Times2 => 2,
            ChannelGain.Times3 => 3,
            ChannelGain.Times4 => 4,
            ChannelGain.Times6 => 6,
            ChannelGain.Times8 => 8,
            ChannelGain.Times12 => 12,
            _ => throw new ArgumentOutOfRangeException(nameof(gain), gain, "the chip has no such gain"),
        };
    }

    /// <summary>The gain of that factor; false where the chip has none.</summary>
    public static bool TryFromFactor(int factor, out ChannelGain gain)
    {
        for (gain = ChannelGain.Times6; gain <= ChannelGain.Times12; gain++)
        {
            if (gain.Factor == factor)
            {
                return true;
            }
        }

        return false;
    }
}
