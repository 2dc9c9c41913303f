using System.Globalization;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// Who kept a thread from running: the scheduler, for others that wanted the processor; the hypervisor, for
/// other machines; or the runtime, for a collection. What none of them explains is the program's own.
/// </summary>
internal readonly record struct Interruptions(long Preemptions, double StolenMs, int Collections)
{
    /// <summary>Jiffies are hundredths of a second in everything that the kernel tells.</summary>
    private const double MillisecondsPerJiffy = 10;

    /// <summary>Of the line "cpu" in /proc/stat: user nice system idle iowait irq softirq steal.</summary>
    private const int StealField = 8;

    /// <summary>Counted so far, of the calling thread and of the whole machine.</summary>
    public static Interruptions SoFar()
    {
        string involuntary = File.ReadLines("/proc/thread-self/status")
            .First(line => line.StartsWith("nonvoluntary_ctxt_switches", StringComparison.Ordinal))
            .Split(':')[1];
        string[] processor = File.ReadLines("/proc/stat").First()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Interruptions(
            long.Parse(involuntary, CultureInfo.InvariantCulture),
            long.Parse(processor[StealField], CultureInfo.InvariantCulture) * MillisecondsPerJiffy,
            GC.CollectionCount(0));
    }

    public Interruptions Since(Interruptions earlier) => new(
        Preemptions - earlier.Preemptions, StolenMs - earlier.StolenMs, Collections - earlier.Collections);
}
