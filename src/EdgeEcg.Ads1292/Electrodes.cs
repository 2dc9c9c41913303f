namespace EdgeEcg.Ads1292;

/// <summary>
/// Electrode inputs, in the bit order that RLD_SENS, LOFF_SENS, LOFF_STAT and the status word of a frame
/// share (SBAS502B, register map and data output).
/// </summary>
[Flags]
public enum Electrodes : byte
{
    None = 0x00,
    In1P = 0x01,
    In1N = 0x02,
    In2P = 0x04,
    In2N = 0x08,

    /// <summary>
    /// The right-leg drive electrode; its state is only measurable with the amplifier off (SBAS502B, RLD
    /// lead-off).
    /// </summary>
    RightLeg = 0x10,

    Channel1 = In1P | In1N,
    Channel2 = In2P | In2N,
    BothChannels = Channel1 | Channel2,
}
