namespace EdgeEcg.Ads1292;

/// <summary>
/// The chip's two general-purpose pins, in the bit order of the GPIO register and of the status word.
/// </summary>
[Flags]
public enum GpioPins : byte
{
    None = 0x00,
    Gpio1 = 0x01,
    Gpio2 = 0x02,
    Both = Gpio1 | Gpio2,
}
