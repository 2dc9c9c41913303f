using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Keeps the journal within its limits: first what is too old goes, then, where the file is too large or the
/// disk too full, the oldest telemetry, then the oldest strips. Alarms have room of their own, and only more
/// alarms can take it from them. Whatever goes before everybody has it becomes part of a gap.
/// </summary>
internal sealed class JournalRetention
{
    private const int BatchSize = 64;

    private static readonly JournalLane[] Lanes =
        [JournalLane.Telemetry, JournalLane.Strip, JournalLane.Alarm];

    private readonly JournalLimits _limits;
    private readonly JournalDisk _disk;
    private readonly JournalMemory _memory;
    private readonly JournalGaps _gaps;

    public JournalRetention(
        JournalLimits limits, JournalDisk disk, JournalMemory memory, JournalGaps gaps)
    {
        _limits = limits;
        _disk = disk;
        _memory = memory;
        _gaps = gaps;
    }

    /// <param name="second">The journal's clock now.</param>
    public void Keep(long second)
    {
        KeepMemory();
        if (!_disk.IsWritable)
        {
            return;
        }

        long oldest = second - (long)_limits.MostAge.TotalSeconds;
        foreach (JournalLane lane in Lanes)
        {
            while (Evict(lane, long.MaxValue, GapReason.Age, row => row.Entry?.PostedAtSecond < oldest) > 0)
            {
                // In batches, so that no transaction grows with what has piled up.
            }
        }

        Shorten(JournalLane.Alarm, _disk.Bytes(JournalLane.Alarm) - _limits.AlarmBytes, GapReason.Size);
        long excess = _disk.Bytes(JournalLane.Telemetry) + _disk.Bytes(JournalLane.Strip) - _limits.MostBytes;
        ShortenFlow(excess, GapReason.Size);
        if (_disk.FreeBytes() is { } free && free < _limits.LeastFreeBytes)
        {
            ShortenFlow(_limits.LeastFreeBytes - free, GapReason.FreeSpace);
        }
    }

    /// <summary>When the oldest message was posted, by the journal's clock.</summary>
    public long OldestSecond(long second)
    {
        long oldest = second;
        foreach (JournalLane lane in Lanes)
        {
            foreach (JournalRow row in _disk.Read(store => store.Oldest(lane, 1)))
            {
                oldest = Math.Min(oldest, row.Entry?.PostedAtSecond ?? second);
            }
        }

        foreach (List<JournalEntry> list in (ReadOnlySpan<List<JournalEntry>>)[_memory.Alarms, _memory.Flow])
        {
            oldest = list.Count > 0 ? Math.Min(oldest, list[0].PostedAtSecond) : oldest;
        }

        return oldest;
    }

    private void KeepMemory()
    {
        foreach (JournalLane lane in Lanes)
        {
            while (_memory.Bytes > _limits.MemoryBytes
                && (lane is JournalLane.Alarm ? _memory.Alarms : _memory.Flow)
                    .Find(entry => entry.Lane == lane && !entry.OnDisk) is { } oldest)
            {
                _gaps.Add(JournalGap.Of(oldest, GapReason.Memory));
                _memory.Remove(oldest);
            }
        }
    }

    private void ShortenFlow(long excess, GapReason reason)
    {
        if (excess <= 0)
        {
            return;
        }

        long left = excess - Shorten(JournalLane.Telemetry, excess, reason);
        long freed = excess - left + Shorten(JournalLane.Strip, left, reason);
        if (freed > 0 && reason is GapReason.FreeSpace)
        {
            _disk.Shrink();
        }
    }

    /// <returns>Bytes that went.</returns>
    private long Shorten(JournalLane lane, long excess, GapReason reason)
    {
        long gone = 0;
        long batch = 1;
        while (gone < excess && batch > 0)
        {
            batch = Evict(lane, excess - gone, reason, _ => true);
            gone += batch;
        }

        return gone;
    }

    /// <returns>Bytes that went; 0 where nothing did.</returns>
    private long Evict(JournalLane lane, long most, GapReason reason, Predicate<JournalRow> isDue)
    {
        long gone = 0;
        List<JournalRow> rows = [];
        foreach (JournalRow row in _disk.Read(store => store.Oldest(lane, BatchSize)))
        {
            if (gone >= most || !isDue(row))
            {
                break;
            }

            rows.Add(row);
            gone += row.Bytes;
        }

        // What was set aside was told when it was.
        List<JournalGap> gaps = [.. rows.Where(row => !row.IsAside).Select(row => row.ToGap(reason))];
        gaps.ForEach(gap => _gaps.Add(gap));
        bool done = rows.Count > 0 && _disk.TryCommit(store =>
        {
            rows.ForEach(row => store.Delete(row));
            store.Save(_gaps.Untold);
        });
        if (!done)
        {
            gaps.ForEach(gap => _gaps.TakeBack(gap));
            return 0;
        }

        rows.ForEach(Forget);
        return gone;
    }

    private void Forget(JournalRow row)
    {
        if (_memory.Find(row.Lane, row.Sequence) is { } held)
        {
            _memory.Remove(held);
        }
    }
}
