namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Finds entries in files whose tables cannot be trusted, by the mark with which each begins and the checksum
/// that it carries. Reads the file in pieces and keeps only what it finds. What was acknowledged is
/// overwritten when it is deleted, so little that is old comes back; what does is delivered twice under the
/// same id.
/// </summary>
internal static class JournalSalvage
{
    private const int PieceBytes = 2 * JournalRecord.MostBytes;

    /// <summary>Entries in this file, by their sequence; the last of equal ones counts.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void Scan(string path, SortedDictionary<long, JournalEntry> found)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] piece = new byte[(int)Math.Min(PieceBytes, Math.Max(file.Length, JournalRecord.HeaderBytes))];
        int held = 0;
        while (true)
        {
            int read = file.ReadAtLeast(piece.AsSpan(held), piece.Length - held, throwOnEndOfStream: false);
            bool isLast = held + read < piece.Length || file.Position >= file.Length;
            ReadOnlySpan<byte> bytes = piece.AsSpan(0, held + read);
            int kept = isLast ? 0 : JournalRecord.MostBytes;
            Scan(bytes, bytes.Length - kept, found);
            if (isLast)
            {
                return;
            }

            bytes[^kept..].CopyTo(piece);
            held = kept;
        }
    }

    /// <param name="until">Records that begin before it are taken.</param>
    private static void Scan(ReadOnlySpan<byte> bytes, int until, SortedDictionary<long, JournalEntry> found)
    {
        int at = 0;
        while (at < until)
        {
            int next = bytes[at..].IndexOf(JournalRecord.Magic);
            if (next < 0 || at + next >= until)
            {
                return;
            }

            at += next;
            if (JournalRecord.TryRead(bytes[at..]) is { } entry)
            {
                found[entry.Sequence] = entry;
            }

            at++;
        }
    }
}
