using Microsoft.Data.Sqlite;

namespace EdgeEcg.Monitor.Journal;

/// <summary>What SQLite's result codes (sqlite.org/rescode.html) mean for the journal.</summary>
internal static class SqliteFaults
{
    public const int Corrupt = 11;

    private const int LogicError = 1;
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int TooBig = 18;
    private const int NotADatabase = 26;

    /// <summary>The file itself is wrong, so that another attempt cannot help.</summary>
    public static bool IsDamage(this SqliteException fault) =>
        // Our own statements are right; an error in them is one of the tables.
        fault.SqliteErrorCode is Corrupt or NotADatabase or TooBig or LogicError;

    public static bool IsReadOnly(this SqliteException fault) => fault.SqliteErrorCode == ReadOnly;

    /// <summary>One sentence for people.</summary>
    public static string Sentence(this SqliteException fault, string folder) =>
        fault.SqliteErrorCode switch
        {
            Busy => $"The journal in {folder} is in use by another process.",
            ReadOnly => $"The journal in {folder} cannot be written: it is read-only.",
            InputOutput => $"The journal in {folder} cannot be written: the disk reports an error.",
            Full => $"The journal in {folder} cannot be written: the disk is full.",
            CannotOpen => $"The journal in {folder} cannot be opened.",
            _ => $"The journal in {folder}: {fault.Message}",
        };
}
