using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeEcg.Records;

namespace EdgeEcg.Monitor.State;

/// <summary>
/// Small files that must outlive a restart, below <c>storage.folder/state</c>. Each is written whole or not
/// at all. One that cannot be read is set aside and counted, never deleted; a disk that cannot be written is
/// a fault to be told, not a reason to stop. For any thread, as long as each file has one owner.
/// </summary>
public sealed class StateFolder
{
    private readonly string _folder;
    private long _writesFailed;
    private long _setAside;
    private string? _fault;

    /// <param name="storageFolder">That of the configuration; made with the first file.</param>
    public StateFolder(string storageFolder) => _folder = Path.Combine(storageFolder, "state");

    /// <summary>Files that could not be written.</summary>
    public long WritesFailed => Interlocked.Read(ref _writesFailed);

    /// <summary>Files that were there and could not be read.</summary>
    public long SetAside => Interlocked.Read(ref _setAside);

    /// <summary>Why the last write failed, in one sentence; null while writing works.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <returns>What the file holds; null where there is none, or none that can be read.</returns>
    public T? Read<T>(string name, JsonTypeInfo<T> type)
        where T : class
    {
        string path = Path.Combine(_folder, name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), type) : null;
        }
        catch (JsonException)
        {
            Interlocked.Increment(ref _setAside);
            PutAside(path);
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _fault, unreadable.Message);
            return null;
        }
    }

    /// <returns>Whether it is on the disk.</returns>
    public bool Write(string name, ReadOnlySpan<byte> content)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            AtomicFile.Write(Path.Combine(_folder, name), content);
            Volatile.Write(ref _fault, null);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Interlocked.Increment(ref _writesFailed);
            Volatile.Write(ref _fault, failure.Message);
            return false;
        }
    }

    private void PutAside(string path)
    {
        try
        {
            File.Move(path, path + ".damaged", overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _fault, failure.Message);
        }
    }
}
