using System.Globalization;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// Whether a running monitor gets rid of what it has to tell, and what went wrong in it last.
/// </summary>
internal sealed class WatchChecks(Func<MonitorReport> ask) : ICheckGroup
{
    private const string Group = "monitor";

    /// <summary>A broker that is reached takes a message within seconds.</summary>
    private const double LongWaitSeconds = 60;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public IEnumerable<Check> Checks =>
    [
        new(Group, "messages", Limit, LookAtMessages, ""),
        new(Group, "recording", Limit, LookAtRecording, ""),
        new(Group, "last error", Limit, LookAtErrors, ""),
    ];

    public void Dispose()
    {
        // Nothing is kept open.
    }

    private Finding LookAtMessages()
    {
        MonitorReport report = ask();
        string found = string.Create(CultureInfo.InvariantCulture,
            $"{report.Health.QueueDepth} wait for the broker, the oldest for "
            + $"{report.Health.QueueOldestS:0} s; {report.Health.MqttDelivered} delivered, "
            + $"{report.Health.MessagesDropped} dropped since the start");
        return report.Health switch
        {
            { MessagesDropped: > 0 } => Finding.Warn(
                found, "let the broker be reached more often, or raise the limits of the journal"),
            { QueueOldestS: > LongWaitSeconds } => Finding.Warn(found, "see the checks of the broker"),
            _ => Finding.Ok(found),
        };
    }

    private Finding LookAtRecording()
    {
        MonitorReport report = ask();
        if (report.Health.RecordingMb is not { } megabytes)
        {
            return Finding.Skip("recording.enabled is false");
        }

        string found = string.Create(CultureInfo.InvariantCulture,
            $"{megabytes:0.0} MB kept, {report.Health.RecordingSamplesLost} samples and "
            + $"{report.Health.RecordingAnnotationsLost} annotations lost, "
            + $"{report.Health.RecordingWritesFailed} writes failed");
        return report.Health is
            { RecordingSamplesLost: 0, RecordingAnnotationsLost: 0, RecordingWritesFailed: 0 }
            ? Finding.Ok(found)
            : Finding.Warn(found, "see whether the disk is full or worn out (df, dmesg)");
    }

    private Finding LookAtErrors() => ask().Health.LastError is { } error
        ? Finding.Warn(error, "see the log (journalctl --unit edgeecg)")
        : Finding.Ok("none");
}
