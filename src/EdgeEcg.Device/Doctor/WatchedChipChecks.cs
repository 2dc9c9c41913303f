using System.Globalization;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// The chip while a monitor reads it: nothing on the bus is touched, because the chip can serve one master
/// only and the wearer is being watched. What its monitor knows is told instead, and what only a chip of
/// one's own can tell is left out by name.
/// </summary>
internal sealed class WatchedChipChecks(
    SourceConfiguration source, Func<MonitorReport> ask, TimeProvider time) : ICheckGroup
{
    private const string Group = "chip";
    private const string Bus = "bus and lines";
    private const string Samples = "DRDY and samples";
    private const string SeeWiring = "see docs/wiring.md";

    /// <summary>Fewer are lost by a healthy device in a day at 500 samples a second.</summary>
    private const double MostLostShare = 1e-6;

    /// <summary>Below this a beat is not scored.</summary>
    private const double PoorQuality = 0.5;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookFor = TimeSpan.FromSeconds(1);

    public IEnumerable<Check> Checks =>
    [
        new(Group, Bus, Limit, LookAtBus, SeeWiring),
        new(Group, Samples, Limit, CountSamples, SeeWiring) { Needs = [Bus] },
        new(Group, "electrodes", Limit, LookAtElectrodes, SeeWiring) { Needs = [Bus] },
        new(Group, "signal", Limit, LookAtSignal, SeeWiring) { Needs = [Bus] },
        new(Group, "scheduling", Limit, LookAtThread, SeeWiring) { Needs = [Bus] },
        new(Group, "registers and self-test", Limit, LeaveOut, ""),
    ];

    public void Dispose()
    {
        // The chip is the monitor's.
    }

    private Finding LookAtBus()
    {
        string chip = source.Kind == SourceKind.Ads1292 ? source.Ads1292.SpiDevice : "simulated chip";
        return ask().ChipFault is { } fault
            ? Finding.Fail($"{chip}: {fault}", $"{SeeWiring}; the monitor goes on trying meanwhile")
            : Finding.Ok($"{chip}, read by this monitor");
    }

    private Finding CountSamples()
    {
        MonitorReport before = ask();
        long since = time.GetTimestamp();
        Task.Delay(LookFor, time).GetAwaiter().GetResult();
        MonitorReport after = ask();
        double seconds = time.GetElapsedTime(since).TotalSeconds;
        long came = after.State.SampleIndex - before.State.SampleIndex;
        long lost = after.Health.SamplesLost;
        string found = string.Create(CultureInfo.InvariantCulture,
            $"{came} samples in {seconds:0.0} s; since the start {lost} of {after.Health.Samples} lost, "
            + $"{after.Health.FramesBad} bad frames");
        if (came == 0)
        {
            return Finding.Fail(found, "check DRDY (pin 22) and the SPI wires");
        }

        bool losesNow = lost > before.Health.SamplesLost;
        return losesNow || lost + after.Health.FramesBad > MostLostShare * after.Health.Samples
            ? Finding.Warn(
                found, "keep DRDY away from SCLK and the inputs; see what else keeps this machine busy")
            : Finding.Ok(found);
    }

    private Finding LookAtElectrodes()
    {
        IReadOnlyList<string> off = ask().State.LeadsOff;
        return off.Count == 0
            ? Finding.Ok("all connected")
            : Finding.Fail(
                $"{string.Join(", ", off).ToUpperInvariant()} off",
                "press the electrodes on, or take new ones; then check their wires");
    }

    private Finding LookAtSignal()
    {
        MonitorReport report = ask();
        double quality = report.State.Quality;
        string rate = report.State.HeartRateBpm is { } bpm
            ? string.Create(CultureInfo.InvariantCulture, $"{bpm:0} beats a minute")
            : "no heart rate";
        string found = string.Create(
            CultureInfo.InvariantCulture, $"quality {100 * quality:0} %, {rate}");
        return quality >= PoorQuality && report.State.HeartRateValid
            ? Finding.Ok(found)
            : Finding.Warn(
                found, "let the wearer rest, prepare the skin and keep mains cables away from the leads");
    }

    private Finding LookAtThread() => SchedulingCheck.Of(source, ask().Health.AcquisitionScheduling);

    private static Finding LeaveOut() => Finding.Skip(
        "the chip belongs to the monitor, which watches the wearer") with
    {
        Remedy = "sudo systemctl stop edgeecg; sudo edgeecg doctor; sudo systemctl start edgeecg",
    };
}
