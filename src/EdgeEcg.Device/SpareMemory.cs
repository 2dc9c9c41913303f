using System.Runtime.InteropServices;

namespace EdgeEcg.Device;

/// <summary>
/// Loading a model, compiling code and describing everything take native memory that running does not need,
/// and the C library keeps it for later; so it is given back. No collection of garbage is forced: it would
/// stop the thread that reads the chip for longer than a sample lasts.
/// </summary>
internal static partial class SpareMemory
{
    public static void GiveBack() => _ = TrimHeap(0);

    // glibc's: free pages of every arena go back to the kernel.
    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimHeap(nuint keptBytes);
}
