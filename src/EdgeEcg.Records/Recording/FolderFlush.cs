using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// Makes the names in a folder outlive a power cut. A file that was flushed and renamed is safe only when its
/// folder was flushed, too (fsync(2)); .NET has no call for that.
/// </summary>
internal static partial class FolderFlush
{
    public static void Of(string folder)
    {
        int descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            throw Failure($"open {folder}");
        }

        int result = Flush(descriptor);
        IOException? failure = result != 0 ? Failure($"flush {folder}") : null;
        _ = Close(descriptor);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private static IOException Failure(string action)
    {
        int error = Marshal.GetLastPInvokeError();
        return new IOException($"cannot {action}: {new Win32Exception(error).Message}", error);
    }

    [LibraryImport(
        "libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
