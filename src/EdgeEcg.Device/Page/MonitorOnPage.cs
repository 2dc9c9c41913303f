using EdgeEcg.Device.Doctor;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Page;

/// <summary>
/// The doctor's checks beside a monitor that runs: the monitor is asked to report, which takes its analysing
/// thread no longer than a report at its usual time, and everything else is looked at as ever.
/// </summary>
internal sealed class MonitorOnPage(
    MonitorConfiguration configuration, HeartMonitor monitor, PageFeed feed, TimeProvider time)
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(3);

    /// <summary>The checks of one run.</summary>
    public IReadOnlyList<ICheckGroup> Checks() => DoctorChecks.Beside(configuration, Ask, time);

    /// <exception cref="IOException">It does not answer.</exception>
    private MonitorReport Ask()
    {
        TaskCompletionSource told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool asked = monitor.TryAsk(() =>
        {
            monitor.PostPresent();
            told.TrySetResult();
        });
        if (!asked || !told.Task.Wait(AnswerLimit))
        {
            throw new IOException($"the analysis does not answer within {AnswerLimit.TotalSeconds:0} s");
        }

        return feed.Report ?? throw new IOException("the monitor has not reported yet");
    }
}
