using Microsoft.Win32.SafeHandles;

namespace EdgeEcg.Records.Recording;

/// <summary>The disk itself.</summary>
public sealed class RecordingDisk : IRecordingDisk
{
    public void MakeFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            FolderFlush.Of(Path.GetDirectoryName(path)!);
        }
    }

    public IRecordingFile Open(string path) => new RecordingFile(
        File.OpenHandle(
            path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));

    public void Replace(string path, ReadOnlySpan<byte> content)
    {
        AtomicFile.Write(path, content);
        FolderFlush.Of(Path.GetDirectoryName(path)!);
    }

    public void Delete(string path) => File.Delete(path);

    public void DeleteFolder(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    public long FreeBytes(string folder) => new DriveInfo(folder).AvailableFreeSpace;

    private sealed class RecordingFile(SafeFileHandle handle) : IRecordingFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public void Flush() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
