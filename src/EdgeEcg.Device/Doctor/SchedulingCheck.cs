using System.Globalization;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// Whether the thread that reads the chip may come before others: seen in the monitor that runs, or else
/// tried.
/// </summary>
internal static class SchedulingCheck
{
    /// <summary>Of /proc/PID/task/ID/stat, counted behind the name: policy, field 41.</summary>
    private const int PolicyField = 41 - 3;

    /// <summary>SCHED_FIFO, as the kernel prints it.</summary>
    private const string RealTimePolicy = "1";

    public static Finding Look(SourceConfiguration source)
    {
        if (source.Kind != SourceKind.Ads1292)
        {
            return Finding.Ok("ordinary: a simulated chip waits");
        }

        // A check has a thread of its own, which ends with it.
        return RunningDaemon.Find() is { } monitor
            ? ChipAdvice.OnScheduling(source, ReadsInRealTime(monitor), string.Create(
                CultureInfo.InvariantCulture, $"for the monitor that runs (process {monitor})"))
            : ChipAdvice.OnScheduling(
                source, RealTimeScheduling.TryRaiseThisThread() is ThreadScheduling.RealTime,
                $"for the user {Environment.UserName}");
    }

    /// <summary>As a monitor says it of its own thread.</summary>
    public static Finding Of(SourceConfiguration source, ThreadScheduling scheduling) =>
        scheduling is ThreadScheduling.Ordinary
            ? Finding.Ok("ordinary: a simulated chip waits")
            : ChipAdvice.OnScheduling(source, scheduling is ThreadScheduling.RealTime, "for this monitor");

    private static bool ReadsInRealTime(int process) =>
        Directory.EnumerateDirectories($"/proc/{process}/task").Any(thread =>
            File.ReadAllText(Path.Combine(thread, "comm")).TrimEnd() == AcquisitionThread.ThreadName
            && Policy(File.ReadAllText(Path.Combine(thread, "stat"))) == RealTimePolicy);

    /// <summary>The name, in brackets, may itself hold brackets and blanks.</summary>
    private static string Policy(string stat) =>
        stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[PolicyField];
}
