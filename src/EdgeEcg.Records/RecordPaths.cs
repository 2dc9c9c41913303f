using EdgeEcg.Records.Recording;

namespace EdgeEcg.Records;

/// <summary>
/// Which records a command line means. An argument is a record (with or without extension, or any of its
/// files) or a folder, which means every record directly in it; a record named by several of its files is
/// named once.
/// <para>
/// So <c>mitdb/*</c> works as one expects: the three files of each record give one record, and what else lies
/// there (<c>SOURCES.md</c>, a folder without records) is set aside, and listed, as long as anything matched.
/// Never set aside: a path that does not exist, and a signal file without its header, because there a record
/// is lost.
/// </para>
/// <para>
/// A record in several segments stands for its segments, which are not named again, and a folder of the
/// device's recordings for all of those.
/// </para>
/// </summary>
/// <param name="Headers">The records' header files, in the order in which they were first named.</param>
/// <param name="Ignored">Files and folders that belong to no record.</param>
public sealed record RecordPaths(IReadOnlyList<string> Headers, IReadOnlyList<string> Ignored)
{
    private const string HeaderExtension = ".hea";
    private const string SignalExtension = ".dat";
    private const string RecordWords = "a record, one of its files, or a folder of records";

    /// <exception cref="BadRecordException">A path does not exist, a header is missing, or no record was
    /// named.</exception>
    public static RecordPaths Expand(IEnumerable<string> arguments)
    {
        List<string> headers = [];
        List<string> ignored = [];
        foreach (string argument in arguments)
        {
            string[] found = HeadersOf(argument);
            (found.Length > 0 ? headers : ignored).AddRange(found.Length > 0 ? found : [argument]);
        }

        if (headers.Count == 0)
        {
            string first = ignored.FirstOrDefault("the arguments");
            throw BadRecordException.InFile(first, "no record", RecordWords);
        }

        return new RecordPaths(WithoutSegments([.. headers.DistinctBy(Path.GetFullPath)]), ignored);
    }

    /// <summary>The header of the record that a path means; null where there is none.</summary>
    internal static string? HeaderOf(string path)
    {
        // A name may hold dots, so the whole name comes first: a.b means a.b.hea before a.hea.
        string[] candidates = [path + HeaderExtension, Path.ChangeExtension(path, HeaderExtension)];
        return Path.GetFileName(path).Length == 0 ? null : candidates.FirstOrDefault(File.Exists);
    }

    private static string[] HeadersOf(string argument)
    {
        if (Directory.Exists(argument) && HeaderOf(argument) is null)
        {
            string[] inFolder = Directory.GetFiles(argument, "*" + HeaderExtension);
            Array.Sort(inFolder, StringComparer.Ordinal);
            return inFolder.Length > 0 ? inFolder : HeadersOfRecordings(argument);
        }

        if (HeaderOf(argument) is { } header)
        {
            return [header];
        }

        if (!File.Exists(argument))
        {
            throw BadRecordException.InFile(argument, "nothing", RecordWords);
        }

        return Path.GetExtension(argument) == SignalExtension
            ? throw BadRecordException.InFile(
                argument, "a signal file without its header", "a .hea file beside it")
            : [];
    }

    private static string[] HeadersOfRecordings(string folder) =>
    [
        .. Directory.GetDirectories(folder)
            .Where(path => SegmentFiles.TryParseRecording(Path.GetFileName(path), out _))
            .Order(StringComparer.Ordinal)
            .SelectMany(path =>
                Directory.GetFiles(path, "*" + HeaderExtension).Order(StringComparer.Ordinal)),
    ];

    // One record is the record that was asked for, whatever it is.
    private static string[] WithoutSegments(string[] headers)
    {
        if (headers.Length == 1)
        {
            return headers;
        }

        HashSet<string> parts = new(StringComparer.Ordinal);
        foreach (string path in headers)
        {
            WfdbHeader? header = Peek(path);
            if (header is { Segments.Count: 0, Signals: [{ Format: SignalFormat.None }, ..] })
            {
                parts.Add(Path.GetFullPath(path));
            }

            parts.UnionWith((header?.Segments ?? []).Where(s => s.Name is not null)
                .Select(s => SegmentedHeader.PathOf(path, s.Name!)));
        }

        return [.. headers.Where(path => !parts.Contains(Path.GetFullPath(path)))];
    }

    // What cannot be read is complained of by whoever opens it.
    private static WfdbHeader? Peek(string path)
    {
        try
        {
            return WfdbHeaderFile.Read(path);
        }
        catch (BadRecordException)
        {
            return null;
        }
    }
}
