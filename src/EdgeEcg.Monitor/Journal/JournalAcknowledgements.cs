namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Which entries on the disk their readers have acknowledged since the last commit. Until that they are on
/// the disk as if nobody had, so that a power cut repeats some messages and loses none.
/// </summary>
internal sealed class JournalAcknowledgements
{
    private readonly Dictionary<(JournalLane Lane, long Sequence), (JournalReaders Readers, long Bytes)>
        _uncommitted = [];

    public int Count => _uncommitted.Count;

    public bool Has(JournalReaders reader, JournalLane lane, long sequence) =>
        _uncommitted.TryGetValue((lane, sequence), out (JournalReaders Readers, long Bytes) who)
            && (who.Readers & reader) != 0;

    public void Note(JournalEntry entry, JournalReaders reader)
    {
        (JournalLane, long) key = (entry.Lane, entry.Sequence);
        _uncommitted[key] = (_uncommitted.GetValueOrDefault(key).Readers | reader, entry.Bytes);
    }

    public void Write(JournalStore store)
    {
        foreach (((JournalLane lane, long sequence), (JournalReaders readers, long bytes)) in _uncommitted)
        {
            store.Acknowledge(lane, sequence, readers, bytes);
        }
    }

    /// <summary>They have been committed.</summary>
    public void Clear() => _uncommitted.Clear();
}
