using System.Globalization;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// Processor time and wake-ups of each thread of a process, as the Linux kernel counts them in
/// <c>/proc/PID/task</c>.
/// </summary>
/// <param name="ProcessorNs">By thread id: time on a processor.</param>
/// <param name="WakeUps">By thread id: times it had waited of its own will.</param>
/// <param name="Names">By thread id.</param>
internal sealed record ThreadTimes(
    Dictionary<int, long> ProcessorNs, Dictionary<int, long> WakeUps, Dictionary<int, string> Names)
{
    private const string WakeUpsKey = "voluntary_ctxt_switches:";

    public static ThreadTimes Of(int processId)
    {
        ThreadTimes times = new([], [], []);
        foreach (string task in Directory.GetDirectories($"/proc/{processId}/task"))
        {
            try
            {
                times.Add(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), task);
            }
            catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
            {
                // The thread is gone since the folder was listed: it counts for nothing.
                continue;
            }
        }

        return times;
    }

    /// <summary>Threads that did something since then, the busiest first: name, % of a core, wake-ups a
    /// second.</summary>
    public IEnumerable<(string Name, double Percent, double WakeUps)> Since(
        ThreadTimes before, TimeSpan took) =>
        ProcessorNs.Keys
            .Select(id => (
                Names[id],
                (ProcessorNs[id] - before.ProcessorNs.GetValueOrDefault(id)) / took.TotalNanoseconds * 100,
                (WakeUps[id] - before.WakeUps.GetValueOrDefault(id)) / took.TotalSeconds))
            .Where(thread => thread.Item2 >= 0.005)
            .OrderByDescending(thread => thread.Item2);

    private void Add(int id, string task)
    {
        string[] schedule = File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ');
        string wakeUps = File.ReadLines(Path.Combine(task, "status"))
            .First(line => line.StartsWith(WakeUpsKey, StringComparison.Ordinal));
        string name = File.ReadAllText(Path.Combine(task, "comm")).Trim();
        ProcessorNs[id] = long.Parse(schedule[0], CultureInfo.InvariantCulture);
        WakeUps[id] = long.Parse(wakeUps[WakeUpsKey.Length..], CultureInfo.InvariantCulture);
        Names[id] = name;
    }
}
