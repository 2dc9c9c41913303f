using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// Real-time scheduling of the thread that waits for DRDY: at 2000 SPS and above, the time that an ordinary
/// thread may be kept waiting by others is longer than the time for which the chip keeps a sample. .NET's own
/// thread priorities change nothing on Linux. A thread that has it must sleep between samples and never spin,
/// or nothing else runs on its core.
/// </summary>
public static partial class RealTimeScheduling
{
    /// <summary>
    /// Above every ordinary thread, and below the kernel's interrupt threads (50), which bring the edges and
    /// end the transfers that this one waits for.
    /// </summary>
    public const int Priority = 20;

    /// <summary>SCHED_FIFO: until it sleeps (linux/sched.h).</summary>
    private const int FirstInFirstOut = 1;

    /// <summary>
    /// SCHED_RESET_ON_FORK: what the thread starts is ordinary again, such as the runtime's pool threads.
    /// </summary>
    private const int ResetOnFork = 0x40000000;

    private const int ThisThread = 0;

    /// <summary>
    /// Asks for the calling thread. Granted to root, to CAP_SYS_NICE, and within RLIMIT_RTPRIO, which a unit
    /// sets by LimitRTPRIO=; a sandbox with RestrictRealtime= refuses all the same.
    /// </summary>
    public static unsafe ThreadScheduling TryRaiseThisThread()
    {
        int priority = Priority;
        return SetScheduler(ThisThread, FirstInFirstOut | ResetOnFork, &priority) == 0
            ? ThreadScheduling.RealTime
            : ThreadScheduling.Refused;
    }

    /// <summary>struct sched_param holds the priority and nothing else.</summary>
    [LibraryImport(LibC.Library, EntryPoint = "sched_setscheduler", SetLastError = true)]
    private static unsafe partial int SetScheduler(int thread, int policy, int* priority);
}
