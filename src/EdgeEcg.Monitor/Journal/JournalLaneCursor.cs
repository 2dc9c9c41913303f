namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// How far one reader has come in one lane on the disk. Rows are fetched a few at a time; those that are also
/// in memory, or on their way, are passed over. Not for several threads at a time.
/// </summary>
/// <param name="mayTake">Whether the reader can use a row now.</param>
internal sealed class JournalLaneCursor(
    JournalDisk disk, JournalLane lane, JournalReaders reader, Predicate<JournalEntry> mayTake)
{
    /// <summary>Strips are 30 KB each.</summary>
    private const int PageSize = 16;

    private readonly Queue<JournalEntry> _page = [];
    private long _readTo;
    private bool _drained;

    /// <summary>The next entry; null where there is none.</summary>
    public JournalEntry? Peek()
    {
        while (true)
        {
            while (_page.TryPeek(out JournalEntry? entry))
            {
                if (mayTake(entry))
                {
                    return entry;
                }

                _page.Dequeue();
            }

            if (_drained || !disk.IsOpen)
            {
                return null;
            }

            Fetch();
        }
    }

    /// <summary>It is on its way; what becomes of it, the disk may know before it is looked for again.
    /// </summary>
    public void Drop(JournalEntry entry)
    {
        if (_page.TryPeek(out JournalEntry? first) && ReferenceEquals(first, entry))
        {
            _page.Dequeue();
        }
    }

    /// <summary>Starts over: something may be there again that was passed over.</summary>
    public void Rewind()
    {
        _page.Clear();
        _readTo = 0;
        _drained = false;
    }

    private void Fetch()
    {
        List<JournalRow> rows = disk.Read(store => store.ReadAfter(lane, reader, _readTo, PageSize));
        _drained = rows.Count < PageSize;
        foreach (JournalRow row in rows)
        {
            _readTo = row.Sequence;
            if (row is { AgreesWithItsEntry: true, Entry: { } entry })
            {
                entry.Pending = row.Pending;
                _page.Enqueue(entry);
            }
        }
    }
}
