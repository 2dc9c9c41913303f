namespace EdgeEcg.Ads1292;

/// <summary>
/// LOFF_SENS (SBAS502B, register map). An electrode's status bit means something only while its bit here is
/// set.
/// <code>
/// | 0 0 | FLIP2 FLIP1 | LOFF2N LOFF2P LOFF1N LOFF1P |
/// </code>
/// </summary>
/// <param name="Watched">Electrodes that carry the lead-off current and have a meaningful status bit.</param>
/// <param name="Flip1">Source and sink exchanged on channel 1.</param>
/// <param name="Flip2">Source and sink exchanged on channel 2.</param>
public readonly record struct LeadOffSenseRegister(Electrodes Watched, bool Flip1 = false, bool Flip2 = false)
{
    private const byte Flip2Bit = 0x20;
    private const byte Flip1Bit = 0x10;
    private const byte WatchedMask = 0x0F;

    public static LeadOffSenseRegister FromByte(byte value) =>
        new((Electrodes)(value & WatchedMask), (value & Flip1Bit) != 0, (value & Flip2Bit) != 0);

    public byte ToByte() =>
        (byte)((Flip2 ? Flip2Bit : 0) | (Flip1 ? Flip1Bit : 0) | ((byte)Watched & WatchedMask));
}
