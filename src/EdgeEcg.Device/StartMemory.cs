using System.Runtime.InteropServices;

namespace EdgeEcg.Device;

/// <summary>
/// Starting takes memory that running does not need: the model as a file and as a graph, the configuration,
/// the description of everything. Both heaps keep such room for later, and later never comes; so it is given
/// back once, when the daemon runs evenly. It costs a pause of milliseconds, and the queue of samples holds
/// seconds.
/// </summary>
internal static partial class StartMemory
{
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = TrimHeap(0);
    }

    // glibc's: free pages of every arena go back to the kernel.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keptBytes);
}
