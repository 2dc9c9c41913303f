namespace EdgeEcg.Ads1292.Simulation;

/// <summary>Every fault that <c>edgeecg doctor --simulate-fault</c> can show, by name.</summary>
public static class ScriptedFaults
{
    private const byte SixteenBitSister = 0b0101_0001;
    private const byte StrangeIdentity = 0b1001_0010;

    /// <summary>Within the first seconds, after the bring-up.</summary>
    private const long EarlySample = 200;

    /// <summary>Within the self-test.</summary>
    private const long LateSample = 3000;

    /// <summary>More resets than anybody tries.</summary>
    private const int ForEver = 1000;

    public static IReadOnlyList<ScriptedFault> All { get; } =
        [.. Bus(), .. Chip(), .. Samples(), .. Analog()];

    /// <summary>Null where no fault has that name.</summary>
    public static ScriptedFault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);

    private static IEnumerable<ScriptedFault> Bus() =>
    [
        new("transfer-fails", "the fifth message fails, the next goes through")
        {
            Begin = chip => chip.Faults.FailMessageNumber = 5,
        },
        new("bus-refused", "the controller refuses the settings")
        {
            Begin = chip => (chip.Faults.FailMessageNumber, chip.Faults.FailWith) = (1, SpiOutcome.Refused),
        },
        new("miso-low", "MISO reads zeros: a pad that is not routed")
        {
            Begin = chip => chip.Faults.StuckReply = byte.MinValue,
        },
        new("miso-high", "MISO reads ones: it floats, or the chip has no supply")
        {
            Begin = chip => chip.Faults.StuckReply = byte.MaxValue,
        },
        new("spi-mode-0", "the bus is in another mode than 1")
        {
            Options = ScriptedFault.Healthy with { SpiMode = 0 },
        },
        new("one-byte-late", "an extra byte before every frame")
        {
            Begin = chip => chip.Faults.OneByteLate = true,
        },
    ];

    private static IEnumerable<ScriptedFault> Chip() =>
    [
        new("held-in-reset", "PWDN/RESET is held low")
        {
            Begin = chip => chip.ResetPin.TrySet(high: false),
        },
        new("still-streaming", "SDATAC does not arrive, frames instead of registers")
        {
            Begin = chip => chip.Faults.IgnoredCommand = Ads1292Command.StopReadDataContinuously,
        },
        new("unstable-identity", "ID reads something else each time")
        {
            Begin = chip => chip.Faults.RandomIdentity = true,
        },
        new("sister-chip", "an ADS1192, the 16-bit sister")
        {
            Begin = chip => chip.Faults.Identity = SixteenBitSister,
        },
        new("wrong-identity", "another chip answers")
        {
            Begin = chip => chip.Faults.Identity = StrangeIdentity,
        },
        new("stuck-bit", "a register bit that does not take what is written")
        {
            Begin = chip =>
                chip.Faults.StuckRegisterBit = new(Ads1292Register.RightLegDrive, 5, Value: false),
        },
        new("bad-power-up", "all data zero until the chip is brought up once more")
        {
            Begin = chip => chip.Faults.DeafResets = 1,
        },
        new("all-zero-data", "registers work and all data stay zero")
        {
            Begin = chip => chip.Faults.DeafResets = ForEver,
        },
        new("start-pin-high", "START is tied high")
        {
            Options = ScriptedFault.Healthy with { StartPinLow = false },
        },
    ];

    private static IEnumerable<ScriptedFault> Samples() =>
    [
        new("frozen-drdy", "DRDY never falls")
        {
            Begin = chip => chip.Faults.DataReadyFrozenFromSample = 0,
        },
        new("drdy-stops", "DRDY falls no more after a few seconds")
        {
            Begin = chip => chip.Faults.DataReadyFrozenFromSample = LateSample,
        },
        new("merged-edge", "two DRDY edges come as one")
        {
            Begin = chip => chip.Faults.MergedEdgeAtSample = EarlySample,
        },
        new("doubled-edge", "one DRDY edge comes as two")
        {
            Begin = chip => chip.Faults.DoubledEdgeAtSample = EarlySample,
        },
    ];

    private static IEnumerable<ScriptedFault> Analog() =>
    [
        new("no-noise", "a constant where a converter should be")
        {
            Options = ScriptedFault.Healthy with { NoiseSeed = null },
        },
        new("large-offset", "an offset beyond the datasheet's")
        {
            Options = ScriptedFault.Healthy with { OffsetMicrovolts = 250 },
        },
        new("clock-fast", "an oscillator 1.8 % fast")
        {
            Options = ScriptedFault.Healthy with { ClockErrorPartsPerMillion = 18_000 },
        },
        new("low-supply", "AVDD of 2.4 V")
        {
            Options = ScriptedFault.Healthy with { AnalogSupplyVolts = 2.4 },
        },
        new("hot", "a chip at 75 C")
        {
            Options = ScriptedFault.Healthy with { TemperatureCelsius = 75 },
        },
        new("lead-off", "electrode IN1N without contact") { LeadsOff = Electrodes.In1N },
    ];
}
