using System.Security.Cryptography;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// A training run on disk, so that one that was interrupted goes on and gives the bytes it would have given
/// anyway. Replaced as a whole: after a power cut or on a full disk the state before is still there.
/// </summary>
/// <remarks>
/// Layout: magic, format version, fingerprint of recipe and beats, state, SHA-256 of all before it. Integers
/// and floats little-endian. The file is scratch of one machine, not an exchange format.
/// </remarks>
public sealed class RunFile
{
    private const int FormatVersion = 1;

    private const int HashBytes = 32;

    /// <summary>"EDGEECGR": an EdgeEcg run.</summary>
    private static readonly byte[] Magic = "EDGEECGR"u8.ToArray();

    public RunFile(string path) => Path = path;

    public string Path { get; }

    public bool Exists => File.Exists(Path);

    /// <summary>Beside this one, for the same recipe on some of the beats.</summary>
    public RunFile OfFold(int fold) => new(System.IO.Path.ChangeExtension(Path, $"fold{fold}.run"));

    /// <summary>Reads the state, if there is a file.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="BadRunFileException">It is damaged, of a newer program or of another
    /// run.</exception>
    internal bool TryLoad(byte[] fingerprint, Action<BinaryReader> readState)
    {
        if (!Exists)
        {
            return false;
        }

        byte[] content = File.ReadAllBytes(Path);
        CheckEnvelope(content, fingerprint);
        int header = Magic.Length + sizeof(int) + HashBytes;
        using MemoryStream state = new(content, header, content.Length - header - HashBytes, writable: false);
        using BinaryReader reader = new(state);
        readState(reader);
        return true;
    }

    internal void Save(byte[] fingerprint, Action<BinaryWriter> writeState)
    {
        using MemoryStream content = new();
        using BinaryWriter writer = new(content);
        writer.Write(Magic);
        writer.Write(FormatVersion);
        writer.Write(fingerprint);
        writeState(writer);
        writer.Write(SHA256.HashData(content.GetBuffer().AsSpan(0, (int)content.Length)));
        WholeFile.Write(Path, content.GetBuffer().AsSpan(0, (int)content.Length));
    }

    private void CheckEnvelope(ReadOnlySpan<byte> content, byte[] fingerprint)
    {
        int versionAt = Magic.Length;
        int fingerprintAt = versionAt + sizeof(int);
        if (content.Length < fingerprintAt + (2 * HashBytes) || !content.StartsWith(Magic))
        {
            throw Bad("the content", "something else", "a run of edgeecg-train");
        }

        int version = BitConverter.ToInt32(content[versionAt..]);
        if (version != FormatVersion)
        {
            throw Bad("the format version", $"{version}", $"{FormatVersion}");
        }

        ReadOnlySpan<byte> hash = content[^HashBytes..];
        if (!hash.SequenceEqual(SHA256.HashData(content[..^HashBytes])))
        {
            throw Bad("the SHA-256", "not that of the content", "an undamaged file");
        }

        if (!content.Slice(fingerprintAt, HashBytes).SequenceEqual(fingerprint))
        {
            throw Bad("the run", "of another recipe or other beats", "this one; start over without it");
        }
    }

    private BadRunFileException Bad(string what, string found, string expected) =>
        new(Path, what, found, expected);
}
