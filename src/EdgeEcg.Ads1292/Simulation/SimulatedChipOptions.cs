namespace EdgeEcg.Ads1292.Simulation;

/// <summary>The chip on the bench, its surroundings and its processor.</summary>
public sealed record SimulatedChipOptions
{
    public Ads1292Variant Variant { get; init; } = Ads1292Variant.Ads1292;

    /// <summary>
    /// Oscillator error in parts per million; the datasheet allows 15 000 either way over temperature.
    /// </summary>
    public double ClockErrorPartsPerMillion { get; init; }

    /// <summary>Seed of the chip's own noise; null for a chip without any.</summary>
    public ulong? NoiseSeed { get; init; }

    /// <summary>Input-referred offset of both channels, up to 100 uV on a real chip.</summary>
    public double OffsetMicrovolts { get; init; }

    public double TemperatureCelsius { get; init; } = 25;

    public double AnalogSupplyVolts { get; init; } = 3.3;

    public double DigitalSupplyVolts { get; init; } = 3.3;

    /// <summary>Levels at the GPIO pins; they must not float, so a board pulls them somewhere.</summary>
    public GpioPins GpioLevels { get; init; } = GpioPins.None;

    /// <summary>
    /// False: the START pin is tied high, the chip always converts, and START and STOP have no effect.
    /// </summary>
    public bool StartPinLow { get; init; } = true;

    /// <summary>SPI mode the bus is set to; the chip wants 1.</summary>
    public int SpiMode { get; init; } = 1;

    /// <summary>
    /// Time that the bus driver keeps chip select high between messages; spidev needs 10 us and more.
    /// </summary>
    public int SelectGapNs { get; init; } = 10_000;

    /// <summary>Edges that the kernel keeps for the reader; the oldest goes first.</summary>
    public int EdgeQueueCapacity { get; init; } = 16;

    /// <summary>
    /// The chip has been powered for long when the simulation begins; otherwise its power-on time runs.
    /// </summary>
    public bool PoweredForLong { get; init; } = true;
}
