using System.Globalization;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>Bus, lines, identity and registers, samples, then the chip's own self-test.</summary>
internal sealed class ChipChecks(SourceConfiguration source, ScriptedFault? fault, TimeProvider time)
    : ICheckGroup
{
    private const string Group = "chip";
    private const string Bus = "bus";
    private const string Lines = "lines";
    private const string Chip = "identity and registers";
    private const string Samples = "DRDY and samples";
    private const string SeeWiring = "see docs/wiring.md";

    /// <summary>Long enough for the rate to settle within some parts per thousand.</summary>
    private const int SampledSeconds = 2;

    private const int MostFailures = 20;

    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(5);

    /// <summary>Three attempts of a second and a half each, and as many again by the first stream.</summary>
    private static readonly TimeSpan BringUpLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan MeasureLimit = TimeSpan.FromSeconds(30);

    private readonly ChipOnBench _bench = new(source, fault, time);

    public IEnumerable<Check> Checks =>
    [
        new(Group, Bus, OpenLimit, OpenBus, SeeWiring),
        new(Group, Lines, OpenLimit, () => Finding.Ok(_bench.OpenLines()), SeeWiring),
        new(Group, Chip, BringUpLimit, Identify, SeeWiring) { Needs = [Bus, Lines] },
        new(Group, Samples, MeasureLimit, TakeSamples, SeeWiring) { Needs = [Chip] },
        Measure("self-test noise", Ads1292SelfTest.Noise),
        Measure("self-test signal", Ads1292SelfTest.TestWave),
        Measure("supply", Ads1292SelfTest.Supplies),
        Measure("temperature", Ads1292SelfTest.Temperature),
        Measure("leads", Ads1292SelfTest.Leads),
        new(Group, "scheduling", OpenLimit, () => SchedulingCheck.Look(source), SeeWiring),
    ];

    public void Dispose() => _bench.Dispose();

    private Finding OpenBus() => ChipAdvice.OnClock(source, ChipAdvice.Board, _bench.OpenBus());

    private Finding Identify()
    {
        _bench.Driver.BringUp();
        return Finding.Ok($"{_bench.Driver.Variant}, every register written and read back".Replace(
            "Ads", "ADS", StringComparison.Ordinal));
    }

    private Finding TakeSamples()
    {
        using Ads1292Stream stream = _bench.Driver.StartStreaming();
        int failures = 0;
        for (int good = 0; good < SampledSeconds * source.RateSps && failures < MostFailures;)
        {
            bool isGood = stream.Read(out _) is FrameOutcome.Ok or FrameOutcome.Gap;
            good += isGood ? 1 : 0;
            failures += isGood ? 0 : 1;
        }

        FrameCounters counters = stream.Counters;
        string found = string.Create(CultureInfo.InvariantCulture,
            $"{stream.NextSampleIndex} samples at {stream.TrueRateHz:0.0} Hz, {counters.LostSamples} lost, "
            + $"{counters[FrameOutcome.DoubleEdge]} double edges");
        if (failures == MostFailures)
        {
            return Finding.Fail(
                $"{found}, {failures} reads failed", "check DRDY (pin 22) and the SPI wires");
        }

        return counters.LostSamples + counters[FrameOutcome.DoubleEdge] + failures == 0
            ? Finding.Ok(found)
            : Finding.Warn(
                found,
                "keep DRDY away from SCLK and the inputs; see what else keeps this machine busy");
    }

    private Check Measure(string name, Func<Ads1292.Ads1292, IReadOnlyList<SelfTestResult>> measure) =>
        new(Group, name, MeasureLimit, () => Judge(measure), SeeWiring) { Needs = [Samples] };

    /// <summary>A chip that fell silent in one measurement is brought up anew for the next.</summary>
    private IReadOnlyList<Finding> Judge(Func<Ads1292.Ads1292, IReadOnlyList<SelfTestResult>> measure)
    {
        if (!_bench.Driver.IsUp)
        {
            _bench.Driver.BringUp();
        }

        return [.. measure(_bench.Driver).Select(ToFinding)];
    }

    private static Finding ToFinding(SelfTestResult result)
    {
        CheckVerdict verdict = result.Verdict switch
        {
            SelfTestVerdict.Ok => CheckVerdict.Ok,
            SelfTestVerdict.Warning => CheckVerdict.Warning,
            _ => CheckVerdict.Failed,
        };
        string found = result.Unit == "electrodes"
            ? string.Create(CultureInfo.InvariantCulture, $"{result.Measured} off")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Measured:0.###} {result.Unit} "
                + $"(good: {result.LowestExpected:0.###} to {result.HighestExpected:0.###})");
        return new Finding(verdict, found, result.Remedy, result.Name);
    }
}
