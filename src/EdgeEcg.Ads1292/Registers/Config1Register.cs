namespace EdgeEcg.Ads1292;

/// <summary>
/// CONFIG1 (SBAS502B, register map).
/// <code>
/// | SINGLE_SHOT | 0 0 0 0 | DR2 DR1 DR0 |
/// </code>
/// </summary>
public readonly record struct Config1Register(DataRate Rate, bool SingleShot = false)
{
    private const byte SingleShotBit = 0x80;
    private const byte RateMask = 0x07;

    public static Config1Register FromByte(byte value) =>
        new((DataRate)(value & RateMask), (value & SingleShotBit) != 0);

    public byte ToByte() => (byte)((byte)Rate | (SingleShot ? SingleShotBit : 0));
}
