using System.Diagnostics;
using System.Globalization;
using EdgeEcg.Device;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What the daemon costs: resident memory and processor time of <c>edgeecg run</c> at 500 SPS, in real time,
/// with the shipped model, a broker, the journal, the recorder and the page, in the environment that the
/// service gives it. By thread; the simulated chip is part of the daemon here and is told apart.
/// </summary>
public static class DaemonVitals
{
    private const double MostMegabytes = 120;
    private const double MostPercent = 3;
    private const double KilobytesToMegabytes = 1024 / 1e6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ChipMeasuredFor = TimeSpan.FromSeconds(20);

    /// <param name="repository">Where the sources are.</param>
    /// <returns>Whether both marks are kept.</returns>
    public static bool Run(TimeSpan duration, string repository, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using PrivateBroker broker = PrivateBroker.Start();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("edgeecg-vitals-");
        using Process daemon = Start(folder.FullName, broker.Port, repository);
        bool kept;
        try
        {
            kept = Measure(daemon, duration, output);
        }
        finally
        {
            daemon.Kill();
            daemon.WaitForExit();
            folder.Delete(recursive: true);
        }

        double chipPercent = ChipAlone.Percent(ChipMeasuredFor);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  of 'acquire', the simulated chip and its driver alone: {chipPercent:0.00}"
            + $" % of one core"));
        return kept;
    }

    private static Process Start(string folder, int port, string repository)
    {
        string configuration = Path.Combine(folder, "edgeecg.yaml");
        File.WriteAllText(configuration, string.Create(CultureInfo.InvariantCulture, $"""
            version: 1
            device:
              id: vitals
            source:
              kind: simulated
            storage:
              folder: {folder}/storage
            page:
              enabled: true
              port: 0
            mqtt:
              host: 127.0.0.1
              port: {port}
            """));
        string program = Path.Combine(
            AppContext.BaseDirectory, "..", "..", "EdgeEcg.Device", "release", "edgeecg.dll");
        ProcessStartInfo start = new(Environment.ProcessPath!, [program, "run", "--config", configuration]);
        foreach ((string name, string value) in ServiceEnvironment.Read(repository))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool Measure(Process daemon, TimeSpan duration, TextWriter output)
    {
        using ManualResetEventSlim never = new();
        never.Wait(WarmUp);
        ThreadTimes before = ThreadTimes.Of(daemon.Id);
        daemon.Refresh();
        TimeSpan processorBefore = daemon.TotalProcessorTime;
        long since = TimeProvider.System.GetTimestamp();
        double first = Megabytes(daemon.Id, "VmRSS:");
        double most = first;
        while (TimeProvider.System.GetElapsedTime(since) < duration)
        {
            never.Wait(Look);
            most = Math.Max(most, Megabytes(daemon.Id, "VmRSS:"));
        }

        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        daemon.Refresh();
        double percent = 100 * (daemon.TotalProcessorTime - processorBefore) / took;
        double last = Megabytes(daemon.Id, "VmRSS:");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"edgeecg run, 500 SPS, model and page on, {took.TotalSeconds:0} s: {most:0.0} MB resident"
            + $" (mark {MostMegabytes:0}), {percent:0.00} % of one core (mark {MostPercent:0})"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  resident {first:0.0} MB at first, {last:0.0} MB at last;"
            + $" {Megabytes(daemon.Id, "VmHWM:"):0.0} MB at most while it started"));
        ThreadTimes after = ThreadTimes.Of(daemon.Id);
        foreach ((string name, double share, double wakeUps) in after.Since(before, took))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {name,-16} {share,6:0.00} %  {wakeUps,6:0.0} wake-ups/s"));
        }

        return most <= MostMegabytes && percent <= MostPercent;
    }

    private static double Megabytes(int processId, string key)
    {
        string line = File.ReadLines($"/proc/{processId}/status")
            .First(text => text.StartsWith(key, StringComparison.Ordinal));
        string number = line[key.Length..].Trim().Split(' ')[0];
        return KilobytesToMegabytes * double.Parse(number, CultureInfo.InvariantCulture);
    }
}
