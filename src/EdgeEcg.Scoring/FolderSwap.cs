using System.ComponentModel;
using System.Runtime.InteropServices;

namespace EdgeEcg.Scoring;

/// <summary>
/// Makes a finished folder appear under its final name in one step, also where an older one stands there:
/// renameat2 with RENAME_EXCHANGE (Linux 3.15). The parent is flushed, so the new name survives a power cut.
/// </summary>
public static partial class FolderSwap
{
    /// <summary>AT_FDCWD of fcntl.h: paths are relative to the working directory.</summary>
    private const int WorkingDirectory = -100;

    /// <summary>RENAME_EXCHANGE of linux/fs.h.</summary>
    private const uint RenameExchange = 2;

    /// <summary>
    /// After the call <paramref name="target"/> is the new folder; an older one is at
    /// <paramref name="staging"/>.
    /// </summary>
    public static void Publish(string staging, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(staging, target);
        }
        else if (Exchange(WorkingDirectory, staging, WorkingDirectory, target, RenameExchange) != 0)
        {
            throw Failure($"exchange {staging} with {target}");
        }

        FlushFolder(Path.GetDirectoryName(target)!);
    }

    /// <summary>Makes the names in a folder outlive a power cut.</summary>
    public static void FlushFolder(string folder)
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
        Win32Exception cause = new(Marshal.GetLastPInvokeError());
        return new IOException($"Cannot {action}: {cause.Message}", cause);
    }

    [LibraryImport(
        "libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Exchange(
        int oldFolder, string oldPath, int newFolder, string newPath, uint flags);

    [LibraryImport(
        "libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
