using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// Every message between the pipeline and the broker. Whoever posts never waits: messages go into two bounded
/// queues, alarms apart from the rest. <see cref="Work()"/>, on a thread of the journal's own, takes them
/// out, puts alarms on the disk and only then where readers see them, writes telemetry that nobody has
/// fetched after some seconds, and keeps all of it within its limits. Each reader takes entries in order and
/// acknowledges them; an entry goes when all have it. Where there is no disk, memory stands in for it.
/// </summary>
public sealed class MessageJournal : IDisposable
{
    private const int InboxCapacity = 4096;
    private const int BatchSize = 256;

    private readonly JournalLimits _limits;
    private readonly TimeProvider _time;
    private readonly JournalDisk _disk;
    private readonly JournalRetention _retention;
    private readonly JournalMemory _memory = new();
    private readonly JournalGaps _gaps = new();
    private readonly List<JournalReader> _readers = [];
    private readonly JournalAcknowledgements _acknowledged = new();
    private readonly JournalNumbers _numbers;
    private readonly JournalAdmission _admission;
    private readonly JournalDamage _damage;
    private readonly BoundedQueue<MqttMessage> _urgent = new(InboxCapacity, 1, producerWaits: false);
    private readonly BoundedQueue<MqttMessage> _routine = new(InboxCapacity, 1, producerWaits: false);
    private readonly MqttMessage[] _batch = new MqttMessage[BatchSize];
    private readonly AutoResetEvent _work = new(false);
    private readonly JournalReaders _all;
    private bool _hasOpened;
    private long _committedAt;
    private long _oldestSeconds;
    private long _diskFailures;
    private long _diskBytes;

    /// <param name="folder">Where the file is kept; none: in memory only.</param>
    /// <param name="readers">Whom to keep messages for.</param>
    /// <param name="limits">How much is kept.</param>
    /// <param name="time">Ages and intervals.</param>
    public MessageJournal(string? folder, JournalReaders readers, JournalLimits limits, TimeProvider time)
    {
        _all = readers;
        _limits = limits;
        _time = time;
        _numbers = new JournalNumbers(time);
        _admission = new JournalAdmission(_memory, _numbers, readers, limits, time);
        _damage = new JournalDamage(time);
        _committedAt = time.GetTimestamp();
        _disk = new JournalDisk(folder, readers, time);
        _retention = new JournalRetention(limits, _disk, _memory, _gaps);
    }

    /// <summary>What is wrong with the storage, in one sentence; null while nothing is. From any thread.
    /// </summary>
    public string? Fault => _disk.Fault ?? _damage.Notice;

    /// <summary>Messages lost because the inbox was full.</summary>
    public long InboxDropped => _urgent.Dropped + _routine.Dropped;

    /// <summary>Posted, and not looked at yet.</summary>
    public int InboxCount => _urgent.Count + _routine.Count;

    /// <summary>Files that were damaged and renamed.</summary>
    public long FilesDamaged => _damage.Files;

    /// <summary>Writes and openings that the disk refused.</summary>
    public long DiskFailures => Ask(ref _diskFailures, () => _disk.Failures);

    /// <summary>On the disk.</summary>
    public long DiskBytes => Ask(ref _diskBytes, () => _disk.Bytes(JournalLane.Alarm)
        + _disk.Bytes(JournalLane.Telemetry) + _disk.Bytes(JournalLane.Strip));

    /// <summary>How long the oldest message has waited, as far as the device was running.</summary>
    public TimeSpan OldestWaiting => TimeSpan.FromSeconds(Math.Max(0, Interlocked.Read(ref _oldestSeconds)));

    internal object Gate { get; } = new();

    internal JournalMemory Memory => _memory;

    internal JournalDisk Disk => _disk;

    internal JournalLimits Limits => _limits;

    internal TimeProvider Time => _time;

    /// <summary>Messages that will not come for this reason, since the start.</summary>
    public long Lost(GapReason reason) => _gaps.Count(reason);

    /// <summary>Messages of this kind that went for want of room or time, since the start.</summary>
    public long Evicted(GapKind kind) => _gaps.Evicted(kind);

    /// <summary>From any thread; never waits.</summary>
    public void Post(in MqttMessage message)
    {
        (message.Keep is MqttKeep.Urgent ? _urgent : _routine).Add(message);
        _work.Set();
    }

    /// <summary>A reader of its own for one destination; one of those named to the constructor.</summary>
    public JournalReader OpenReader(JournalReaders id)
    {
        if ((id & _all) == 0)
        {
            throw new ArgumentException($"The journal keeps nothing for {id}.", nameof(id));
        }

        JournalReader reader = new(this, id);
        lock (Gate)
        {
            _readers.Add(reader);
        }

        return reader;
    }

    /// <summary>Waits for messages, at most this long.</summary>
    public void WaitForWork(TimeSpan limit) => _work.WaitOne(limit);

    /// <summary>Ends a wait early. From any thread.</summary>
    public void Wake() => _work.Set();

    /// <summary>Does what is due; on one thread.</summary>
    public void Work() => Work(commitNow: false);

    /// <summary>Writes everything that nobody has, and closes the file.</summary>
    public void Dispose()
    {
        Work(commitNow: true);
        lock (Gate)
        {
            _disk.Dispose();
        }

        _work.Dispose();
    }

    /// <summary>
    /// A number for people: now, or as it was when it was asked for last while a disk that hangs keeps the
    /// gate closed. Nobody who has samples to look at may wait for that.
    /// </summary>
    internal long Ask(ref long last, Func<long> now)
    {
        if (System.Threading.Monitor.TryEnter(Gate))
        {
            try
            {
                Interlocked.Exchange(ref last, now());
            }
            finally
            {
                System.Threading.Monitor.Exit(Gate);
            }
        }

        return Interlocked.Read(ref last);
    }

    internal int AcknowledgedCount => _acknowledged.Count;

    internal bool HasAcknowledged(JournalReaders reader, JournalLane lane, long sequence) =>
        _acknowledged.Has(reader, lane, sequence);

    internal bool IsLate(JournalEntry entry) =>
        entry.IsRecord || _time.GetElapsedTime(entry.PostedAt) > _limits.LiveWithin;

    internal void Acknowledge(JournalEntry entry, JournalReaders reader)
    {
        entry.Pending &= ~reader;
        if (entry.Lane is JournalLane.Present)
        {
            _admission.NoteDelivery(entry.Message.Topic);
            return;
        }

        JournalEntry held = _memory.Find(entry.Lane, entry.Sequence) ?? entry;
        held.Pending &= ~reader;
        if (held.OnDisk)
        {
            _acknowledged.Note(entry, reader);
        }

        if (held.Pending == 0)
        {
            _memory.Remove(held);
        }
    }

    internal void SetAside(JournalEntry entry)
    {
        _gaps.Add(JournalGap.Of(entry, GapReason.Refused));
        if (entry.Lane is JournalLane.Present)
        {
            return;
        }

        _disk.TryCommit(store =>
        {
            if (!entry.OnDisk)
            {
                store.Add(entry);
            }

            store.SetAside(entry.Lane, entry.Sequence);
        });
        _memory.Remove(entry);
    }

    internal bool TryTakeGap(out JournalGap gap)
    {
        gap = _gaps.Untold.FirstOrDefault();
        return gap.Messages > 0;
    }

    internal void GapTold(in JournalGap gap) => _gaps.Told(gap);

    private void Work(bool commitNow)
    {
        bool news = false;
        lock (Gate)
        {
            TakeOpening();
            int count;
            while ((count = _urgent.Take(_batch, TimeSpan.Zero)) > 0)
            {
                TakeUrgent(_batch.AsSpan(0, count));
                news = true;
            }

            while ((count = _routine.Take(_batch, TimeSpan.Zero)) > 0)
            {
                foreach (ref readonly MqttMessage message in _batch.AsSpan(0, count))
                {
                    _admission.Routine(message);
                }

                news = true;
            }

            if (commitNow || _time.GetElapsedTime(_committedAt) >= _limits.CommitEvery)
            {
                _committedAt = _time.GetTimestamp();
                CommitRest(commitNow);
                _retention.Keep(_numbers.Second);
                Trim();
                Interlocked.Exchange(
                    ref _oldestSeconds, _numbers.Second - _retention.OldestSecond(_numbers.Second));
            }
        }

        if (news)
        {
            foreach (JournalReader reader in _readers)
            {
                reader.NewsArrived?.Invoke();
            }
        }
    }

    private void TakeOpening()
    {
        if (_disk.TryOpen() is not { } opening)
        {
            return;
        }

        if (!_hasOpened)
        {
            _numbers.Shift(opening.HighestSequence);
            Shift(opening.HighestSequence);
        }

        _numbers.GoOnIn(opening.Store);
        opening.Store.LoadGaps().ForEach(gap => LoadOnce(gap));
        foreach (JournalGap gap in opening.Damaged)
        {
            _gaps.Add(gap);
        }

        foreach ((string topic, long sequence) in opening.NewestOfTopic)
        {
            _memory.NewestOfTopic[topic] =
                Math.Max(sequence, _memory.NewestOfTopic.GetValueOrDefault(topic));
        }

        _damage.Note(opening);
        _hasOpened = true;
        _readers.ForEach(reader => reader.Rewind());
    }

    // Gaps are in memory from the first opening on; a later one would count them twice.
    private void LoadOnce(in JournalGap gap)
    {
        if (!_hasOpened)
        {
            _gaps.Load(gap);
        }
    }

    private void Shift(long by)
    {
        foreach (JournalEntry entry in
            (IEnumerable<JournalEntry>)[.. _memory.Alarms, .. _memory.Flow, .. _memory.Present.Values])
        {
            // An alarm that is held is in two places.
            entry.Shift(by, _numbers.Sequence);
        }

        foreach (string topic in _memory.NewestOfTopic.Keys)
        {
            _memory.NewestOfTopic[topic] += by;
        }

        _readers.ForEach(reader => reader.Shift(by));
    }

    private void TakeUrgent(ReadOnlySpan<MqttMessage> messages)
    {
        List<JournalEntry> entries = new(messages.Length);
        foreach (ref readonly MqttMessage message in messages)
        {
            entries.Add(_admission.Urgent(message));
        }

        bool written = _disk.TryCommit(store =>
        {
            entries.ForEach(store.Add);
            _acknowledged.Write(store);
            _numbers.Write(store);
        });
        if (written)
        {
            _acknowledged.Clear();
        }

        foreach (JournalEntry entry in entries)
        {
            entry.OnDisk = written;
            _memory.Add(entry);
        }
    }

    private void CommitRest(bool evenIfFresh)
    {
        if (!_disk.IsWritable)
        {
            return;
        }

        List<JournalEntry> entries =
        [
            .. _memory.Alarms.Where(entry => !entry.OnDisk),
            .. _memory.Flow.Where(entry => !entry.OnDisk && entry.Message.ExpirySeconds is null
                && (evenIfFresh || _time.GetElapsedTime(entry.PostedAt) >= _limits.CommitEvery)),
        ];
        bool isNeeded = entries.Count > 0 || _acknowledged.Count > 0 || _gaps.Changed
            || _numbers.IsClaimDue;
        if (isNeeded && _disk.TryCommit(store =>
        {
            entries.ForEach(store.Add);
            _acknowledged.Write(store);
            store.Save(_gaps.Untold);
            _numbers.Write(store);
        }))
        {
            entries.ForEach(entry => entry.OnDisk = true);
            _acknowledged.Clear();
            _gaps.Changed = false;
        }
    }

    // What is on the disk and no longer live need not be in memory.
    private void Trim()
    {
        int trimmed = _memory.Trim(entry => (entry.OnDisk && IsLate(entry)) || IsExpired(entry));
        if (trimmed > 0)
        {
            _readers.ForEach(reader => reader.Rewind());
        }
    }

    internal bool IsExpired(JournalEntry entry) =>
        entry is { Lane: not JournalLane.Present, Message.ExpirySeconds: { } seconds }
            && (entry.PostedAt == 0 || _time.GetElapsedTime(entry.PostedAt).TotalSeconds > seconds);
}
