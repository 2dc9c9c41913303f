using System.Formats.Tar;
using System.IO.Compression;

namespace EdgeEcg.Scoring.Models;

/// <summary>
/// A model package in one file: .zip, .tar.gz or .tgz. Nothing is unpacked by the names in it: the known
/// files are read into bounded memory, and a name that points out of the package is refused, as is whatever
/// does not belong into one.
/// </summary>
internal static class ModelArchive
{
    /// <summary>Three files and their folder, and room for how archivers write them.</summary>
    private const int MostEntries = 8;

    private const long MostArchiveBytes = 128 << 20;

    public static bool IsNamed(string path) => Path.GetFileName(path) is { } name
        && (HasEnding(name, ".zip") || HasEnding(name, ".tar.gz") || HasEnding(name, ".tgz"));

    /// <exception cref="BadModelException">It is damaged, or holds anything but one package.</exception>
    public static ModelFiles Read(string path)
    {
        long bytes = new FileInfo(path).Length;
        if (bytes > MostArchiveBytes)
        {
            throw new BadModelException(path, "the size", $"{bytes} bytes", $"at most {MostArchiveBytes}");
        }

        Dictionary<string, byte[]> found = new(StringComparer.Ordinal);
        try
        {
            if (HasEnding(path, ".zip"))
            {
                ReadZip(path, found);
            }
            else
            {
                ReadTar(path, found);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new BadModelException(path, "the archive", $"damaged ({e.Message})", "a whole one", e);
        }

        return ModelFiles.From(path, found.GetValueOrDefault);
    }

    private static void ReadZip(string path, Dictionary<string, byte[]> found)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        CheckCount(path, zip.Entries.Count);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            string name = SafeName(path, entry.FullName);
            if (entry.Name.Length > 0)
            {
                using Stream content = entry.Open();
                Take(path, name, content, found);
            }
        }
    }

    private static void ReadTar(string path, Dictionary<string, byte[]> found)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream plain = new(file, CompressionMode.Decompress);
        using TarReader tar = new(plain);
        for (int count = 1; tar.GetNextEntry() is { } entry; count++)
        {
            CheckCount(path, count);
            string name = SafeName(path, entry.Name);
            if (entry.EntryType is TarEntryType.Directory)
            {
                continue;
            }

            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile))
            {
                throw Entry(path, $"'{entry.Name}', a {entry.EntryType}", "a file (links are refused)");
            }

            Take(path, name, entry.DataStream ?? Stream.Null, found);
        }
    }

    /// <returns>The name without the folder it may be in.</returns>
    private static string SafeName(string path, string name)
    {
        string[] parts = [.. name.Split('/', '\\').Where(p => p is not ("" or "."))];
        bool escapes = name.StartsWith('/') || name.StartsWith('\\') || name.Contains(':')
            || parts.Contains("..");
        return escapes || parts.Length is 0 or > 2
            ? parts.Length == 0 && !escapes ? "" : throw Entry(
                path, $"'{name}'", "a name within the package (one that points elsewhere is refused)")
            : parts[^1];
    }

    private static void Take(string path, string name, Stream content, Dictionary<string, byte[]> found)
    {
        int most = ModelFiles.MostBytes(name)
            ?? throw Entry(path, $"'{name}'", "only model.json, model.onnx and model.sig");
        string file = Path.Combine(path, name);
        using MemoryStream held = new();
        Span<byte> block = stackalloc byte[8192];
        for (int read = content.Read(block); read > 0; read = content.Read(block))
        {
            held.Write(block[..read]);
            if (held.Length > most)
            {
                throw ModelFiles.WrongSize(file, held.Length, name);
            }
        }

        if (held.Length == 0)
        {
            throw ModelFiles.WrongSize(file, 0, name);
        }

        if (!found.TryAdd(name, held.ToArray()))
        {
            throw new BadModelException(file, "the file", "there twice", "there once");
        }
    }

    private static void CheckCount(string path, int count)
    {
        if (count > MostEntries)
        {
            throw new BadModelException(
                path, "the number of entries", $"{count} or more", $"at most {MostEntries}");
        }
    }

    private static bool HasEnding(string path, string ending) =>
        path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static BadModelException Entry(string path, string found, string expected) =>
        new(path, "an entry", found, expected);
}
