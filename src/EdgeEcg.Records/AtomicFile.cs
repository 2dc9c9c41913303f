namespace EdgeEcg.Records;

/// <summary>
/// A file that is either there whole or not at all: written under another name, flushed to the disk, renamed.
/// A power cut or an exception between these steps leaves the old file, if any, as it was.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private bool _committed;

    public AtomicFile(string path)
    {
        _path = path;
        _temporaryPath = path + ".partial";
        Stream = new FileStream(_temporaryPath, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public FileStream Stream { get; }

    /// <summary>Writes <paramref name="content"/> in one step.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        using AtomicFile file = new(path);
        file.Stream.Write(content);
        file.Commit();
    }

    public void Commit()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporaryPath, _path, overwrite: true);
        _committed = true;
    }

    /// <summary>Without <see cref="Commit"/>, takes back what was written.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_committed)
        {
            File.Delete(_temporaryPath);
        }
    }
}
