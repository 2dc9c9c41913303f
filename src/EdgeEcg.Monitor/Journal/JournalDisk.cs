using Microsoft.Data.Sqlite;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// The journal's file as far as the disk allows: opened when it can be, tried again at intervals, and every
/// failure an answer instead of an exception. While writing fails, reading may still go on. Not for several
/// threads at a time, but for <see cref="Fault"/>.
/// </summary>
internal sealed class JournalDisk : IDisposable
{
    private static readonly TimeSpan RetryEvery = TimeSpan.FromSeconds(10);

    private readonly string? _folder;
    private readonly JournalReaders _readers;
    private readonly TimeProvider _time;
    private JournalStore? _store;
    private string? _fault;
    private long _failedAt;
    private bool _mustReopen;

    /// <param name="folder">None: there is no disk, and that is no fault.</param>
    public JournalDisk(string? folder, JournalReaders readers, TimeProvider time)
    {
        _folder = folder;
        _readers = readers;
        _time = time;
    }

    /// <summary>Why nothing is written, in one sentence; null while writing works. For any thread.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    public bool IsOpen => _store is not null;

    /// <summary>What cannot be written is not to be waited for.</summary>
    public bool IsWritable => _store is not null && Fault is null;

    public long Failures { get; private set; }

    public long Count(JournalLane lane) => _store?.Count(lane) ?? 0;

    public long Bytes(JournalLane lane) => _store?.Bytes(lane) ?? 0;

    /// <summary>Opens the file, or opens it again after a failure, when it is time to.</summary>
    /// <returns>What was found, or null where nothing was opened.</returns>
    public JournalOpening? TryOpen()
    {
        bool isDue = Fault is null || _time.GetElapsedTime(_failedAt) >= RetryEvery;
        if (_folder is null || !isDue || (_store is not null && !_mustReopen))
        {
            return null;
        }

        Close();
        try
        {
            JournalOpening opening = JournalOpening.Open(_folder, _readers);
            _store = opening.Store;
            _mustReopen = false;
            Volatile.Write(ref _fault, null);
            return opening;
        }
        catch (SqliteException fault)
        {
            Fail(fault.Sentence(_folder));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Fail($"The journal in {_folder} cannot be opened: {fault.Message}");
        }

        return null;
    }

    /// <returns>Whether all of it is on the disk.</returns>
    public bool TryCommit(Action<JournalStore> write)
    {
        if (!IsWritable)
        {
            return false;
        }

        try
        {
            _store!.Commit(write);
            return true;
        }
        catch (SqliteException fault)
        {
            Fail(fault.Sentence(_folder!));
            return false;
        }
    }

    /// <summary>Empty where the disk does not give it.</summary>
    public List<JournalRow> Read(Func<JournalStore, List<JournalRow>> read)
    {
        if (_store is null)
        {
            return [];
        }

        try
        {
            return read(_store);
        }
        catch (SqliteException fault)
        {
            Fail(fault.Sentence(_folder!));
            Close();
            return [];
        }
    }

    /// <summary>Gives room back to the file system.</summary>
    public void Shrink() => Read(store =>
    {
        store.Shrink();
        return [];
    });

    /// <summary>Free on the file system; null where nobody knows.</summary>
    public long? FreeBytes()
    {
        try
        {
            return _folder is null ? null : new DriveInfo(_folder).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => Close();

    private void Fail(string sentence)
    {
        Failures++;
        _failedAt = _time.GetTimestamp();
        _mustReopen = true;
        Volatile.Write(ref _fault, sentence);
    }

    private void Close()
    {
        JournalStore? store = _store;
        _store = null;
        try
        {
            store?.Dispose();
        }
        catch (SqliteException fault)
        {
            Fail(fault.Sentence(_folder!));
        }
    }
}
