using System.Runtime.InteropServices;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// Sleep until a moment of the monotonic clock, which is the clock of <see cref="TimeProvider.System"/> and
/// of the kernel's edge timestamps. To a moment and not for a while: time lost before the call is not added.
/// </summary>
internal static unsafe partial class KernelSleep
{
    /// <summary>CLOCK_MONOTONIC (linux/time.h).</summary>
    private const int MonotonicClock = 1;

    /// <summary>TIMER_ABSTIME.</summary>
    private const int AbsoluteTime = 1;

    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>A signal may wake it early: the caller looks at the clock.</summary>
    public static void Until(long ns)
    {
        TimeSpec moment = new(ns / NanosecondsPerSecond, ns % NanosecondsPerSecond);
        _ = Sleep(MonotonicClock, AbsoluteTime, &moment, null);
    }

    [LibraryImport(LibC.Library, EntryPoint = "clock_nanosleep")]
    private static partial int Sleep(int clock, int flags, TimeSpec* moment, TimeSpec* left);
}
