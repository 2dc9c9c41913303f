using System.Diagnostics;
using System.Globalization;
using EdgeEcg.Device;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What the daemon costs: resident memory and processor time of <c>edgeecg run</c> at 500 SPS, in real time,
/// with the shipped model, a broker, the journal, the recorder and the page.
/// </summary>
public static class DaemonVitals
{
    private const double MostMegabytes = 120;
    private const double MostPercent = 3;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    /// <returns>Whether both marks are kept.</returns>
    public static bool Run(TimeSpan duration, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using PrivateBroker broker = PrivateBroker.Start();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edgeecg-vitals-");
        string configuration = Path.Combine(folder.FullName, "edgeecg.yaml");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            version: 1
            device:
              id: vitals
            source:
              kind: simulated
            storage:
              folder: {folder.FullName}/storage
            page:
              enabled: true
              port: 0
            mqtt:
              host: 127.0.0.1
              port: {broker.Port}
            """));
        string program = Path.Combine(
            AppContext.BaseDirectory, "..", "..", "EdgeEcg.Device", "release", "edgeecg.dll");
        using Process daemon =
            Process.Start(Environment.ProcessPath!, [program, "run", "--config", configuration]);
        try
        {
            return Measure(daemon, duration, output);
        }
        finally
        {
            daemon.Kill();
            daemon.WaitForExit();
            folder.Delete(recursive: true);
        }
    }

    private static bool Measure(Process daemon, TimeSpan duration, TextWriter output)
    {
        using ManualResetEventSlim never = new();
        never.Wait(WarmUp);
        daemon.Refresh();
        TimeSpan before = daemon.TotalProcessorTime;
        never.Wait(duration);
        daemon.Refresh();
        double percent = 100 * (daemon.TotalProcessorTime - before) / duration;
        double megabytes = daemon.WorkingSet64 / 1e6;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"edgeecg run, 500 SPS, model and page on, {duration.TotalSeconds:0} s: {megabytes:0.0} MB"
            + $" resident (mark {MostMegabytes:0}), {percent:0.00} % of one core (mark {MostPercent:0})"));
        return megabytes <= MostMegabytes && percent <= MostPercent;
    }
}
