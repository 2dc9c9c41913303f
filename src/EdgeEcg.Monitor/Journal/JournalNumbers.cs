namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// The two numbers that never go back, whatever happened to the clock: the sequence of the next entry, and
/// the seconds that the device has been running in all its runs. Sequences are claimed on the disk in steps,
/// so that not every message needs a commit; after a power cut the rest of a step is skipped.
/// </summary>
internal sealed class JournalNumbers
{
    private const long SequenceStep = 100_000;

    private readonly TimeProvider _time;
    private readonly long _startedAt;
    private long _claimedTo;
    private long _secondAtStart;

    public JournalNumbers(TimeProvider time)
    {
        _time = time;
        _startedAt = time.GetTimestamp();
    }

    /// <summary>Of the next entry.</summary>
    public long Sequence { get; private set; } = 1;

    /// <summary>Of this run and of all before.</summary>
    public long Second => _secondAtStart + (long)_time.GetElapsedTime(_startedAt).TotalSeconds;

    /// <summary>What the disk knows is no longer enough.</summary>
    public bool IsClaimDue => Sequence > _claimedTo;

    public long NextSequence() => Sequence++;

    /// <summary>Entries of earlier runs were found: those of this one come after them.</summary>
    public void Shift(long by) => Sequence += by;

    /// <summary>Another file, which holds no claim of this run yet.</summary>
    public void GoOnIn(JournalStore store)
    {
        _secondAtStart = Math.Max(_secondAtStart, store.Get(JournalMark.Second));
        _claimedTo = 0;
    }

    public void Write(JournalStore store)
    {
        store.Set(JournalMark.Second, Second);
        if (IsClaimDue)
        {
            _claimedTo = Sequence + SequenceStep;
            store.Set(JournalMark.NextSequence, _claimedTo);
        }
    }
}
