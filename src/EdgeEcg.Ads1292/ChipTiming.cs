namespace EdgeEcg.Ads1292;

/// <summary>
/// The chip's times, from its own clock (SBAS502B, timing requirements and power-up flow; SBAS502C has the
/// same figures). t_CLK is 1.953 us at the nominal 512 kHz, t_MOD = 4 t_CLK. The oscillator is up to 1.5 %
/// off over temperature.
/// </summary>
public static class ChipTiming
{
    public const double NominalClockHz = 512_000;
    public const double ModulatorClockHz = NominalClockHz / 4;
    public const double ClockTolerance = 0.015;

    /// <summary>
    /// t_SDECODE = 4 t_CLK between the ends of two command bytes, 7.93 us with the slowest oscillator.
    /// </summary>
    public const int ByteSpacingMicroseconds = 8;

    /// <summary>Chip select may rise 4 t_CLK after the last SCLK edge.</summary>
    public const int SelectHoldMicroseconds = 8;

    /// <summary>
    /// Back-to-back command bytes are safe up to 2 f_CLK, 1.008 MHz at worst; half of it leaves room.
    /// </summary>
    public const int SafeRegisterClockHz = 500_000;

    /// <summary>SCLK period of 50 ns at a digital supply of 2.7 V or more.</summary>
    public const int MaximumClockHz = 20_000_000;

    /// <summary>
    /// Flow chart of SBAS502B: from PWDN/RESET high to the reset command. The bare minimum is t_POR, 32 ms.
    /// </summary>
    public static readonly TimeSpan PowerUp = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Longer than t_RST, 1 t_MOD. If it grows beyond 2 ms the chip powers down, which <see cref="PowerUp"/>
    /// covers.
    /// </summary>
    public static readonly TimeSpan ResetPulse = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// 9 t_MOD after the RESET opcode, 18 t_CLK after the pin: 70 us; a millisecond costs nothing.
    /// </summary>
    public static readonly TimeSpan AfterReset = TimeSpan.FromMilliseconds(1);

    /// <summary>Reference start-up into 10 uF, 100 ms typical.</summary>
    public static readonly TimeSpan ReferenceSettling = TimeSpan.FromMilliseconds(150);
}
