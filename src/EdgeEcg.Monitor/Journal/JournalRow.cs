using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Journal;

/// <summary>A row of the journal's file.</summary>
/// <param name="Key">Lane and sequence, as the table has them.</param>
/// <param name="Pending">Who has not acknowledged it.</param>
/// <param name="IsAside">Not handed out.</param>
/// <param name="Bytes">What it counts for.</param>
/// <param name="Entry">Null where its bytes are not what was written.</param>
internal readonly record struct JournalRow(
    long Key, JournalLane Lane, long Sequence, JournalReaders Pending, bool IsAside, long Bytes,
    JournalEntry? Entry)
{
    /// <summary>The row says of its entry what the entry says itself.</summary>
    public bool AgreesWithItsEntry =>
        Entry is { } entry && entry.Sequence == Sequence && entry.Lane == Lane && entry.Bytes == Bytes;

    public JournalGap ToGap(GapReason reason)
    {
        DateTimeOffset posted = Entry?.Posted ?? DateTimeOffset.UnixEpoch;
        return new JournalGap(JournalGap.KindOf(Lane), reason, 1, Bytes, posted, posted);
    }
}
