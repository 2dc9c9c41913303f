using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Device.Doctor;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Tests.Device.Doctor;

/// <summary>What the doctor says of a chip that it must not touch, from what its monitor tells.</summary>
public sealed class WatchedChipChecksTests
{
    private long _samples = 1000;

    [Fact]
    public void A_healthy_chip_is_told_so_and_its_self_test_is_left_out_with_the_way_to_have_it()
    {
        CheckResult[] results = Run(Report());

        Assert.Equal(
            [.. Enumerable.Repeat(CheckVerdict.Ok, 5), CheckVerdict.Skipped],
            results.Select(result => result.Verdict));
        Assert.Contains("systemctl stop edgeecg", results[^1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chip_that_its_monitor_cannot_read_fails_and_what_rests_on_it_is_left_out()
    {
        CheckResult[] results = Run(Report() with { ChipFault = "The ECG chip does not answer." });

        Assert.Equal(CheckVerdict.Failed, results[0].Verdict);
        Assert.Contains("does not answer", results[0].Found, StringComparison.Ordinal);
        Assert.All(results[1..], result => Assert.Equal(CheckVerdict.Skipped, result.Verdict));
    }

    [Fact]
    public void Loose_electrodes_are_named()
    {
        MonitorReport report = Report();

        CheckResult electrodes = Run(
            report with { State = report.State with { LeadsOff = ["in1p", "in2n"] } })[2];

        Assert.Equal(CheckVerdict.Failed, electrodes.Verdict);
        Assert.Equal("IN1P, IN2N off", electrodes.Found);
        Assert.NotEmpty(electrodes.Remedy);
    }

    [Fact]
    public void Lost_samples_are_a_warning_and_none_at_all_a_failure()
    {
        MonitorReport report = Report();

        CheckResult losing = Run(report with { Health = report.Health with { SamplesLost = 7 } })[1];
        CheckResult silent = Run(report, samplesASecond: 0)[1];

        Assert.Equal(CheckVerdict.Warning, losing.Verdict);
        Assert.Contains("7 of 1000 lost", losing.Found, StringComparison.Ordinal);
        Assert.Equal(CheckVerdict.Failed, silent.Verdict);
        Assert.Contains("DRDY", silent.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_poor_signal_is_a_warning()
    {
        MonitorReport report = Report();

        CheckResult signal = Run(report with { State = report.State with { Quality = 0.2 } })[3];

        Assert.Equal(CheckVerdict.Warning, signal.Verdict);
        Assert.Contains("quality 20 %", signal.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_monitor_that_does_not_answer_fails_and_the_run_goes_on()
    {
        SourceConfiguration source = Configuration().Source;
        WatchedChipChecks checks = new(
            source, () => throw new IOException("the analysis does not answer"), TimeProvider.System);

        CheckResult[] results =
            [.. new DoctorRun([checks], TimeProvider.System).Results(CancellationToken.None)];

        Assert.Equal(CheckVerdict.Failed, results[0].Verdict);
        Assert.Contains("does not answer", results[0].Found, StringComparison.Ordinal);
        Assert.Equal(6, results.Length);
    }

    private CheckResult[] Run(MonitorReport report, long samplesASecond = 500)
    {
        MonitorReport Ask()
        {
            _samples += samplesASecond;
            return report with { State = report.State with { SampleIndex = _samples } };
        }

        WatchedChipChecks checks = new(Configuration().Source, Ask, new VirtualClock());
        return [.. new DoctorRun([checks], TimeProvider.System).Results(CancellationToken.None)];
    }

    private static MonitorConfiguration Configuration() =>
        ConfigurationFile.Parse("e.yaml", "version: 1\ndevice: {id: a}\nsource: {kind: simulated}\n");

    private static MonitorReport Report() =>
        new(HealthMessages.Watching, HealthMessages.Healthy, ChipFault: null);
}
