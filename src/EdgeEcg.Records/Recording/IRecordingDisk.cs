namespace EdgeEcg.Records.Recording;

/// <summary>
/// The disk as far as a recording needs it: few enough operations that a test can make each of them fail.
/// Trouble comes as <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public interface IRecordingDisk
{
    /// <summary>Makes the folder and its parents; it is there after a power cut.</summary>
    public void MakeFolder(string path);

    /// <summary>Opens a file for writing at any offset; made where it is missing, kept where it is
    /// there.</summary>
    public IRecordingFile Open(string path);

    /// <summary>Puts a small file in place in one step: after a power cut the old or the new one is
    /// there.</summary>
    public void Replace(string path, ReadOnlySpan<byte> content);

    /// <summary>Removes a file; nothing happens where there is none.</summary>
    public void Delete(string path);

    /// <summary>Removes a folder that is empty or holds only small files of a recording.</summary>
    public void DeleteFolder(string path);

    /// <summary>Room for others than the superuser.</summary>
    public long FreeBytes(string folder);
}
