using System.Globalization;
using System.Runtime.InteropServices;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// The file operations of provisioning, below a root folder. Each is whole or not at all and flushed, so that
/// a power cut between any two leaves something that the next run goes on from. Each tells its step first:
/// a test makes the Nth fail.
/// </summary>
internal sealed partial class ProvisionDisk(string root, Action<string> step)
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;
    public const UnixFileMode ForAll = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly (uint User, uint Group)? _daemon = DaemonUser(root);

    /// <summary>The path on this machine of a path on the device.</summary>
    public string At(string devicePath) => Path.Join(root, devicePath);

    public void MakeFolder(string path, UnixFileMode mode)
    {
        if (!Directory.Exists(path))
        {
            step($"make {path}");
            Directory.CreateDirectory(path, mode);
            GiveToDaemon(path, mode);
        }
    }

    /// <param name="mode">Null on a stick: FAT knows no modes.</param>
    public void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return;
        }

        string partial = path + ".partial";
        step($"begin {path}");
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (mode is not null)
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (FileStream stream = new(partial, options))
        {
            stream.Write(content[..(content.Length / 2)]);
            step($"write {path}");
            stream.Write(content[(content.Length / 2)..]);
            stream.Flush(flushToDisk: true);
        }

        if (mode is { } known)
        {
            File.SetUnixFileMode(partial, known);
            GiveToDaemon(partial, known);
        }

        step($"rename {path}");
        File.Move(partial, path, overwrite: true);
        FolderSwap.FlushFolder(Path.GetDirectoryName(path)!);
    }

    public void Rename(string folder, string target)
    {
        step($"rename {folder}");
        Directory.Move(folder, target);
        FolderSwap.FlushFolder(Path.GetDirectoryName(target)!);
    }

    public void RemoveFolder(string path)
    {
        if (Directory.Exists(path))
        {
            step($"remove {path}");
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Overwrites what stands in a file.</summary>
    public void Overwrite(string path)
    {
        step($"overwrite {path}");
        using FileStream stream = new(path, FileMode.Open, FileAccess.Write);
        stream.Write(new byte[stream.Length]);
        stream.Flush(flushToDisk: true);
    }

    /// <summary>Overwrites and removes a file; nothing where it is gone already.</summary>
    public void Wipe(string path)
    {
        if (File.Exists(path))
        {
            Overwrite(path);
            step($"remove {path}");
            File.Delete(path);
            FolderSwap.FlushFolder(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>Files of mode 0600 belong to the user that the daemon runs as, where there is one.</summary>
    private void GiveToDaemon(string path, UnixFileMode mode)
    {
        bool isOpen = (mode & UnixFileMode.OtherRead) != 0;
        if (_daemon is { } daemon && !isOpen && Environment.IsPrivilegedProcess
            && ChangeOwner(path, daemon.User, daemon.Group) != 0)
        {
            throw new IOException(
                $"{path} cannot be given to the user edgeecg: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static (uint User, uint Group)? DaemonUser(string root)
    {
        string accounts = Path.Join(root, "/etc/passwd");
        string[]? account = File.Exists(accounts)
            ? File.ReadLines(accounts).Select(line => line.Split(':'))
                .FirstOrDefault(fields => fields is ["edgeecg", _, _, _, ..])
            : null;
        return account is null
            ? null
            : (uint.Parse(account[2], CultureInfo.InvariantCulture),
                uint.Parse(account[3], CultureInfo.InvariantCulture));
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true,
        StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);
}
