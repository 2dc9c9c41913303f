using EdgeEcg.Records.Recording;

namespace EdgeEcg.Tests.Records.Recording;

/// <summary>
/// A disk that fails on demand: from the Nth operation on, so many times, with the error that is asked for; a
/// write that fails may leave its first half behind, as a full disk does.
/// </summary>
internal sealed class FaultyDisk : IRecordingDisk
{
    public const int NoSpace = 28;
    public const int InputOutput = 5;
    public const int ReadOnly = 30;

    private readonly RecordingDisk _disk = new();
    private readonly List<IRecordingFile> _files = [];
    private long _failFrom = long.MaxValue;
    private long _failUntil = long.MaxValue;
    private int _error;

    /// <summary>Operations so far, failed ones included.</summary>
    public long Operations { get; private set; }

    public long Failures { get; private set; }

    public long? FreeBytesToTell { get; set; }

    /// <param name="operation">The first to fail, counted from now.</param>
    /// <param name="times">How many fail in a row.</param>
    /// <param name="error">Of errno.h.</param>
    public void Fail(long operation, long times, int error)
    {
        _failFrom = Operations + operation;
        _failUntil = times == long.MaxValue ? long.MaxValue : _failFrom + times;
        _error = error;
    }

    public void Mend() => _failFrom = long.MaxValue;

    public void CloseAll()
    {
        _files.ForEach(f => f.Dispose());
        _files.Clear();
    }

    public void MakeFolder(string path)
    {
        Step();
        _disk.MakeFolder(path);
    }

    public IRecordingFile Open(string path)
    {
        Step();
        IRecordingFile file = new FaultyFile(this, _disk.Open(path));
        _files.Add(file);
        return file;
    }

    public void Replace(string path, ReadOnlySpan<byte> content)
    {
        Step();
        _disk.Replace(path, content);
    }

    public void Delete(string path) => _disk.Delete(path);

    public void DeleteFolder(string path) => _disk.DeleteFolder(path);

    public long FreeBytes(string folder) => FreeBytesToTell ?? _disk.FreeBytes(folder);

    private bool Fails()
    {
        bool fails = Operations >= _failFrom && Operations < _failUntil;
        Operations++;
        Failures += fails ? 1 : 0;
        return fails;
    }

    private void Step()
    {
        if (Fails())
        {
            throw new IOException($"error {_error} on purpose", _error);
        }
    }

    private sealed class FaultyFile(FaultyDisk disk, IRecordingFile file) : IRecordingFile
    {
        public long Length => file.Length;

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            if (disk.Fails())
            {
                file.Write(offset, bytes[..(bytes.Length / 2)]);
                throw new IOException($"error {disk._error} on purpose", disk._error);
            }

            file.Write(offset, bytes);
        }

        public void Flush()
        {
            disk.Step();
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
