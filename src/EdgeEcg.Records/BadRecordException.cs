namespace EdgeEcg.Records;

/// <summary>
/// The one exception for a record, annotation file or path that cannot be trusted. Its message is one
/// sentence: the place (file, and line or byte offset), what was found there, and what was expected instead.
/// </summary>
public sealed class BadRecordException : Exception
{
    // Enough to recognise the text by, not enough to flood a terminal with a binary file.
    private const int MaxQuotedCharacters = 40;

    private BadRecordException(string place, string found, string expected, Exception? cause)
        : base($"{place}: found {found}, expected {expected}", cause)
    {
        Place = place;
        Found = found;
        Expected = expected;
    }

    public string Place { get; }

    public string Found { get; }

    public string Expected { get; }

    /// <summary>A fault in a text file; lines count from 1.</summary>
    internal static BadRecordException AtLine(string path, int line, string found, string expected) =>
        new($"{path} line {line}", found, expected, null);

    /// <summary>A fault in a binary file; the offset counts bytes from its start.</summary>
    internal static BadRecordException AtByte(string path, long offset, string found, string expected) =>
        new($"{path} byte {offset}", found, expected, null);

    /// <summary>A fault of a file or record as a whole.</summary>
    public static BadRecordException InFile(
        string path, string found, string expected, Exception? cause = null) =>
        new(path, found, expected, cause);

    /// <summary>
    /// A piece of someone's file made fit for a sentence: quoted, cut short, no control characters.
    /// </summary>
    internal static string Quote(string text)
    {
        string shown = text.Length <= MaxQuotedCharacters ? text : text[..MaxQuotedCharacters] + "…";
        return "'" + string.Concat(shown.Select(c => char.IsControl(c) ? '�' : c)) + "'";
    }
}
