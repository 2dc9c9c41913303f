using EdgeEcg.Device.Doctor;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Tests.Device.Doctor;

/// <summary>What the doctor says of a monitor that runs, from what it tells of itself.</summary>
public sealed class WatchChecksTests
{
    [Fact]
    public void Who_has_no_trouble_has_three_times_ok()
    {
        Assert.All(Run(HealthMessages.Healthy), result => Assert.Equal(CheckVerdict.Ok, result.Verdict));
    }

    [Fact]
    public void What_was_lost_and_what_went_wrong_last_is_a_warning_with_what_to_do()
    {
        CheckResult[] results = Run(HealthMessages.Healthy with
        {
            MessagesDropped = 3, RecordingSamplesLost = 500, LastError = "MQTT broker: refused",
        });

        Assert.All(results, result => Assert.Equal(CheckVerdict.Warning, result.Verdict));
        Assert.All(results, result => Assert.NotEmpty(result.Remedy));
        Assert.Contains("3 dropped", results[0].Found, StringComparison.Ordinal);
        Assert.Contains("500 samples", results[1].Found, StringComparison.Ordinal);
        Assert.Equal("MQTT broker: refused", results[2].Found);
    }

    [Fact]
    public void Messages_that_wait_for_minutes_are_a_warning_and_no_recorder_is_nothing_to_look_at()
    {
        CheckResult[] results = Run(HealthMessages.Healthy with
        {
            QueueDepth = 40, QueueOldestS = 300, RecordingMb = null,
        });

        Assert.Equal(CheckVerdict.Warning, results[0].Verdict);
        Assert.Contains("40 wait", results[0].Found, StringComparison.Ordinal);
        Assert.Equal(CheckVerdict.Skipped, results[1].Verdict);
    }

    private static CheckResult[] Run(HealthMessage health)
    {
        WatchChecks checks = new(() => new MonitorReport(HealthMessages.Watching, health, null));
        return [.. new DoctorRun([checks], TimeProvider.System).Results(CancellationToken.None)];
    }
}
