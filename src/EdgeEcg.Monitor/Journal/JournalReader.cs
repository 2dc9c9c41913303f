namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// The journal as one destination sees it. It takes entries, hands them to its connection, and says what
/// became of each: <see cref="Confirm"/>, <see cref="Refuse"/>, or <see cref="ReturnAll"/> when the
/// connection has ended. Until one of these an entry is on its way and not given out again. Alarms come one
/// at a time, because only that keeps their order on every broker. For one thread; the journal's own may run
/// beside it.
/// </summary>
public sealed class JournalReader
{
    private readonly MessageJournal _journal;
    private readonly JournalLaneCursor _alarms;
    private readonly JournalLaneCursor _telemetry;
    private readonly JournalLaneCursor _strips;
    private readonly JournalRefusals _refusals;
    private readonly HashSet<long> _onTheWay = [];
    private readonly Dictionary<string, long> _presentSent = new(StringComparer.Ordinal);
    private long _alarmOnTheWay;
    private long _parked;
    private long _waiting;
    private long _liveTo;

    internal JournalReader(MessageJournal journal, JournalReaders id)
    {
        _journal = journal;
        Id = id;
        _alarms = new JournalLaneCursor(journal.Disk, JournalLane.Alarm, id, MayTakeFromDisk);
        _telemetry = new JournalLaneCursor(journal.Disk, JournalLane.Telemetry, id, MayTakeFromDisk);
        _strips = new JournalLaneCursor(journal.Disk, JournalLane.Strip, id, MayTakeFromDisk);
        _refusals = new JournalRefusals(journal.Time);
    }

    public JournalReaders Id { get; }

    /// <summary>Told, on the journal's thread, that there is more to take. It returns at once.</summary>
    public Action? NewsArrived { get; set; }

    /// <summary>Refused by the broker and tried again later.</summary>
    public int Parked => (int)_journal.Ask(ref _parked, () => _refusals.Parked);

    /// <summary>Messages that this reader has not acknowledged, those on the disk counted whole.</summary>
    public long Waiting => _journal.Ask(ref _waiting, CountWaiting);

    /// <summary>Everything that was posted is acknowledged; what is parked is not waited for.</summary>
    public bool IsDone
    {
        get
        {
            lock (_journal.Gate)
            {
                return _journal.InboxCount == 0 && _onTheWay.Count == 0 && NextAlarm() is null
                    && NextPresent() is null && NextLive() is null && NextLate() is null;
            }
        }
    }

    /// <summary>The next alarm; none while one is on its way.</summary>
    public bool TryTakeAlarm(out JournalEntry entry)
    {
        lock (_journal.Gate)
        {
            Retry();
            return Take(_refusals.IsPaused(JournalLane.Alarm) ? null : NextAlarm(), out entry);
        }
    }

    /// <summary>What describes the present and is newer than what this connection has.</summary>
    public bool TryTakePresent(out JournalEntry entry)
    {
        lock (_journal.Gate)
        {
            return Take(_refusals.IsPaused(JournalLane.Present) ? null : NextPresent(), out entry);
        }
    }

    /// <summary>Telemetry and strips that are not late.</summary>
    public bool TryTakeLive(out JournalEntry entry)
    {
        lock (_journal.Gate)
        {
            JournalEntry? next = _refusals.IsPaused(JournalLane.Telemetry) ? null : NextLive();
            _liveTo = next?.Sequence ?? _liveTo;
            return Take(next, out entry);
        }
    }

    /// <summary>Telemetry and strips that are.</summary>
    public bool TryTakeLate(out JournalEntry entry)
    {
        lock (_journal.Gate)
        {
            return Take(_refusals.IsPaused(JournalLane.Strip) ? null : NextLate(), out entry);
        }
    }

    /// <summary>Messages that will not come; the destination that tells of them says so.</summary>
    public bool TryTakeGap(out JournalGap gap)
    {
        lock (_journal.Gate)
        {
            return _journal.TryTakeGap(out gap);
        }
    }

    public void ConfirmGap(in JournalGap gap)
    {
        lock (_journal.Gate)
        {
            _journal.GapTold(gap);
        }
    }

    /// <summary>It happened longer ago than what counts as now.</summary>
    public bool IsLate(JournalEntry entry) => _journal.IsLate(entry);

    /// <summary>Nobody wants it any more.</summary>
    public bool IsExpired(JournalEntry entry) => _journal.IsExpired(entry);

    /// <summary>A newer message of this retained topic is in the journal, or was.</summary>
    public bool IsSuperseded(JournalEntry entry)
    {
        lock (_journal.Gate)
        {
            return _journal.Memory.NewestOfTopic.TryGetValue(entry.Message.Topic, out long newest)
                && newest > entry.Sequence;
        }
    }

    /// <summary>The destination has it.</summary>
    public void Confirm(JournalEntry entry)
    {
        lock (_journal.Gate)
        {
            Release(entry);
            _refusals.Forgive(entry);
            NotePresent(entry);
            _journal.Acknowledge(entry, Id);
        }
    }

    /// <summary>The destination does not take it, now or ever.</summary>
    public void Refuse(JournalEntry entry, bool forEver)
    {
        lock (_journal.Gate)
        {
            Release(entry);
            if (entry.Lane is JournalLane.Present)
            {
                NotePresent(entry);
                _refusals.Count(entry);
            }
            else if (forEver)
            {
                _journal.SetAside(entry);
            }
            else
            {
                _refusals.Count(entry);
                Rewind();
            }
        }
    }

    /// <summary>The connection ended: what was on its way comes again, and so does the present.</summary>
    public void ReturnAll()
    {
        lock (_journal.Gate)
        {
            _onTheWay.Clear();
            _alarmOnTheWay = 0;
            _presentSent.Clear();
            Rewind();
        }
    }

    /// <summary>The destination may have forgotten what it was told of the present.</summary>
    public void ForgetPresent()
    {
        lock (_journal.Gate)
        {
            _presentSent.Clear();
        }
    }

    internal void Rewind()
    {
        _alarms.Rewind();
        _telemetry.Rewind();
        _strips.Rewind();
        _liveTo = 0;
    }

    internal void Shift(long by)
    {
        long[] shifted = [.. _onTheWay.Select(sequence => sequence + by)];
        _onTheWay.Clear();
        _onTheWay.UnionWith(shifted);
        _alarmOnTheWay += _alarmOnTheWay == 0 ? 0 : by;
        foreach (string topic in _presentSent.Keys)
        {
            _presentSent[topic] += by;
        }

        _refusals.Shift(by);
    }

    private bool Take(JournalEntry? next, out JournalEntry entry)
    {
        entry = next!;
        if (next is not null)
        {
            _onTheWay.Add(next.Sequence);
            _alarms.Drop(next);
            _telemetry.Drop(next);
            _strips.Drop(next);
            _alarmOnTheWay = next.Lane is JournalLane.Alarm ? next.Sequence : _alarmOnTheWay;
        }

        return next is not null;
    }

    private void Release(JournalEntry entry)
    {
        _onTheWay.Remove(entry.Sequence);
        _alarmOnTheWay = entry.Lane is JournalLane.Alarm ? 0 : _alarmOnTheWay;
    }

    private void NotePresent(JournalEntry entry)
    {
        if (entry.Lane is JournalLane.Present || entry.Message.Retain)
        {
            _presentSent[entry.Message.Topic] = entry.Sequence;
        }
    }

    private void Retry()
    {
        if (_refusals.TakeExpired())
        {
            Rewind();
        }
    }

    private long CountWaiting()
    {
        JournalMemory memory = _journal.Memory;
        JournalDisk disk = _journal.Disk;
        return memory.Alarms.Concat(memory.Flow).Count(e => !e.OnDisk && (e.Pending & Id) != 0)
            + disk.Count(JournalLane.Alarm) + disk.Count(JournalLane.Telemetry)
            + disk.Count(JournalLane.Strip) + _journal.InboxCount - _journal.AcknowledgedCount;
    }

    private JournalEntry? NextAlarm() =>
        _alarmOnTheWay != 0
            ? null
            : Earlier(_alarms.Peek(), FirstInMemory(_journal.Memory.Alarms, 0, _ => true));

    // An alarm that is held is told by its lane first, and after that whenever the present is.
    private JournalEntry? NextPresent()
    {
        JournalEntry? next = null;
        foreach ((string topic, JournalEntry entry) in _journal.Memory.Present)
        {
            bool isNew = _presentSent.GetValueOrDefault(topic) < entry.Sequence && IsFree(entry);
            bool isOwn = entry.Lane is JournalLane.Present || (entry.Pending & Id) == 0;
            if (isNew && isOwn && (next is null || entry.Sequence < next.Sequence))
            {
                next = entry;
            }
        }

        return next;
    }

    private JournalEntry? NextLive() =>
        FirstInMemory(_journal.Memory.Flow, _liveTo, entry => !_journal.IsLate(entry));

    private JournalEntry? NextLate() => Earlier(
        Earlier(_telemetry.Peek(), _strips.Peek()),
        FirstInMemory(_journal.Memory.Flow, 0, _journal.IsLate));

    private JournalEntry? FirstInMemory(List<JournalEntry> list, long after, Predicate<JournalEntry> isWanted)
    {
        for (int i = JournalMemory.IndexAfter(list, after); i < list.Count; i++)
        {
            JournalEntry entry = list[i];
            if ((entry.Pending & Id) != 0 && IsFree(entry) && isWanted(entry))
            {
                return entry;
            }
        }

        return null;
    }

    private bool MayTakeFromDisk(JournalEntry entry) =>
        IsFree(entry) && !_journal.HasAcknowledged(Id, entry.Lane, entry.Sequence)
            && _journal.Memory.Find(entry.Lane, entry.Sequence) is null;

    private bool IsFree(JournalEntry entry) =>
        !_onTheWay.Contains(entry.Sequence) && !_refusals.IsParked(entry);

    private static JournalEntry? Earlier(JournalEntry? one, JournalEntry? other) =>
        other is null || (one is not null && one.Sequence < other.Sequence) ? one : other;
}
