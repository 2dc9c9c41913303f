namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// What the journal holds in memory: everything that is fresh, everything while the disk cannot be written,
/// and of what describes the present the newest. Two lists, alarms and the rest, each in the order of the
/// sequence. Not for several threads at a time.
/// </summary>
internal sealed class JournalMemory
{
    public List<JournalEntry> Alarms { get; } = [];

    /// <summary>Telemetry and strips.</summary>
    public List<JournalEntry> Flow { get; } = [];

    /// <summary>By topic; alarms that are held among it, because a broker may forget them.</summary>
    public Dictionary<string, JournalEntry> Present { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest retained alarm of each topic, wherever it is.</summary>
    public Dictionary<string, long> NewestOfTopic { get; } = new(StringComparer.Ordinal);

    /// <summary>What alarms and flow count for.</summary>
    public long Bytes { get; private set; }

    public void Add(JournalEntry entry)
    {
        ListOf(entry.Lane).Add(entry);
        Bytes += entry.Bytes;
    }

    public void Remove(JournalEntry entry)
    {
        List<JournalEntry> list = ListOf(entry.Lane);
        int index = IndexOf(list, entry.Sequence);
        if (index >= 0)
        {
            list.RemoveAt(index);
            Bytes -= entry.Bytes;
        }
    }

    public JournalEntry? Find(JournalLane lane, long sequence)
    {
        List<JournalEntry> list = ListOf(lane);
        int index = IndexOf(list, sequence);
        return index >= 0 ? list[index] : null;
    }

    /// <returns>Entries taken out.</returns>
    public int Trim(Predicate<JournalEntry> isDone)
    {
        int before = Alarms.Count + Flow.Count;
        Alarms.RemoveAll(isDone);
        Flow.RemoveAll(isDone);
        Bytes = Alarms.Sum(entry => (long)entry.Bytes) + Flow.Sum(entry => (long)entry.Bytes);
        return before - Alarms.Count - Flow.Count;
    }

    /// <summary>Where the first entry behind this sequence is.</summary>
    public static int IndexAfter(List<JournalEntry> list, long sequence)
    {
        int low = 0;
        int high = list.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = list[middle].Sequence <= sequence ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private List<JournalEntry> ListOf(JournalLane lane) => lane is JournalLane.Alarm ? Alarms : Flow;

    private static int IndexOf(List<JournalEntry> list, long sequence)
    {
        int index = IndexAfter(list, sequence) - 1;
        return index >= 0 && list[index].Sequence == sequence ? index : -1;
    }
}
