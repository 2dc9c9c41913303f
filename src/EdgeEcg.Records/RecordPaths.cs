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
            throw BadRecordException.InFile(ignored.FirstOrDefault("the arguments"), "no record", RecordWords);
        }

        return new RecordPaths([.. headers.DistinctBy(Path.GetFullPath)], ignored);
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
            return inFolder;
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
}
