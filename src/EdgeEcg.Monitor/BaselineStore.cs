using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// Where the wearer's baseline outlives a restart: <c>storage.folder/baseline/wearer.baseline</c>, written
/// whole or not at all. One that cannot be read is set aside, and the wearer is learned anew; a disk that
/// cannot be written is a fault to be told, not a reason to stop.
/// </summary>
public sealed class BaselineStore
{
    private const string FileName = "wearer.baseline";
    private const long MostBytes = 16 << 20;

    private readonly string _folder;
    private string? _fault;

    /// <param name="storageFolder">That of the configuration; made with the first file.</param>
    public BaselineStore(string storageFolder) => _folder = Path.Combine(storageFolder, "baseline");

    public string FilePath => Path.Combine(_folder, FileName);

    /// <summary>What went wrong last, in one sentence; null while all is well.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    /// <returns>None where there is none, or none that can be read; <see cref="Fault"/> says why.</returns>
    public BaselineImage? Load()
    {
        try
        {
            if (!File.Exists(FilePath))
            {
                return null;
            }

            byte[] bytes = new FileInfo(FilePath).Length > MostBytes ? [] : File.ReadAllBytes(FilePath);
            if (BaselineFile.TryDecode(bytes, out BaselineImage? image) is { } why)
            {
                File.Move(FilePath, FilePath + ".damaged", overwrite: true);
                Volatile.Write(ref _fault, $"{FilePath} was set aside: {why}; the wearer is learned anew");
            }

            return image;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _fault, failure.Message);
            return null;
        }
    }

    /// <returns>Whether it is on the disk.</returns>
    public bool Save(BaselineImage image)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            AtomicFile.Write(FilePath, BaselineFile.Encode(image));
            Volatile.Write(ref _fault, null);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _fault, failure.Message);
            return false;
        }
    }

    /// <returns>Whether there was one.</returns>
    public bool Delete()
    {
        bool was = File.Exists(FilePath);
        if (was)
        {
            File.Delete(FilePath);
        }

        return was;
    }

    /// <summary>The same for one who cannot ask people: <see cref="Fault"/> says what went wrong.</summary>
    public void TryDelete()
    {
        try
        {
            Delete();
            Volatile.Write(ref _fault, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _fault, failure.Message);
        }
    }
}
