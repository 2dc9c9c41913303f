namespace EdgeEcg.Ads1292;

/// <summary>
/// GPIO (SBAS502B, register map). The pins wake as inputs and must not float.
/// <code>
/// | 0 0 0 0 | GPIOC2 GPIOC1 | GPIOD2 GPIOD1 |
/// </code>
/// </summary>
/// <param name="Inputs">Pins that are inputs; the others drive their level.</param>
/// <param name="Levels">Pins that are high: read from inputs, driven by outputs.</param>
public readonly record struct GpioRegister(GpioPins Inputs, GpioPins Levels)
{
    private const int ControlShift = 2;
    private const byte PinsMask = 0x03;

    public static GpioRegister FromByte(byte value) =>
        new((GpioPins)((value >> ControlShift) & PinsMask), (GpioPins)(value & PinsMask));

    public byte ToByte() => (byte)(((byte)Inputs << ControlShift) | (byte)Levels);
}
