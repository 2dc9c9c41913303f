namespace EdgeEcg.Ads1292;

/// <summary>
/// ID (SBAS502B, register map), read only. Bit 4 always reads 1 and bits 3:2 always 0, which no stuck line
/// can imitate.
/// <code>
/// | REV7 REV6 REV5 | 1 | 0 0 | REV1 REV0 |
/// </code>
/// </summary>
public readonly record struct IdRegister(byte Value)
{
    private const byte FixedMask = 0x1C;
    private const byte FixedBits = 0x10;
    private const byte SixteenBitMask = 0xFE;
    private const byte SixteenBitSisters = 0x50;
    private const byte AllButTopBit = 0x7F;

    /// <summary>True where the bits that are the same in the whole family are right.</summary>
    public bool IsOfFamily => (Value & FixedMask) == FixedBits;

    /// <summary>True for a chip that this driver knows.</summary>
    public bool IsSupported => (Ads1292Variant)Value
        is Ads1292Variant.Ads1291 or Ads1292Variant.Ads1292 or Ads1292Variant.Ads1292R;

    /// <summary>True for the ADS1191 and ADS1192, which look alike and have shorter frames.</summary>
    public bool IsSixteenBitSister => (Value & SixteenBitMask) == SixteenBitSisters;

    /// <summary>
    /// True for a value that a supported chip shows on the wrong clock edge; the top bit then is anything.
    /// </summary>
    public bool IsOneBitLate => (Value & AllButTopBit)
        is (byte)Ads1292Variant.Ads1292 >> 1 or (byte)Ads1292Variant.Ads1292R >> 1;

    public Ads1292Variant Variant => (Ads1292Variant)Value;

    public static IdRegister FromByte(byte value) => new(value);

    public byte ToByte() => Value;
}
