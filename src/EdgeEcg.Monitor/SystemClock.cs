using System.Runtime.InteropServices;

namespace EdgeEcg.Monitor;

/// <summary>What Linux knows of its wall clock.</summary>
internal static partial class SystemClock
{
    /// <summary>
    /// systemd-timesyncd leaves this file when it has set the clock in this boot; it stays when the network
    /// goes.
    /// </summary>
    private const string SynchronisedMark = "/run/systemd/timesync/synchronized";

    private const string BatteryClocks = "/sys/class/rtc";

    /// <summary>TIME_ERROR of timex.h: not synchronised.</summary>
    private const int NotSynchronised = 5;

    /// <summary>More than struct timex has on any machine; all zero asks and sets nothing.</summary>
    private const int TimexBytes = 512;

    /// <summary>
    /// By adjtimex(2), whatever program keeps the clock; where a sandbox forbids to ask, by the file.
    /// </summary>
    public static bool IsSynchronised => Ask() switch
    {
        < 0 => File.Exists(SynchronisedMark),
        var answer => answer != NotSynchronised,
    };

    /// <summary>
    /// Set earlier in this boot, or by a battery-backed clock. A kernel that has a place for such clocks, and
    /// none in it, knows the time only from when it was last switched off; where there is no such place the
    /// machine is no board, and its host keeps the time.
    /// </summary>
    public static bool IsCarriedOver =>
        File.Exists(SynchronisedMark)
        || !Directory.Exists(BatteryClocks)
        || Directory.EnumerateFileSystemEntries(BatteryClocks).Any();

    private static int Ask()
    {
        Span<byte> timex = stackalloc byte[TimexBytes];
        timex.Clear();
        return AskKernel(ref MemoryMarshal.GetReference(timex));
    }

    [LibraryImport("libc", EntryPoint = "adjtimex", SetLastError = true)]
    private static partial int AskKernel(ref byte timex);
}
