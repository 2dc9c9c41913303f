using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// The gaps that nobody was told of yet: at most one per kind and reason, however much is lost, so that
/// telling of losses can never fill the journal. Not for several threads at a time.
/// </summary>
internal sealed class JournalGaps
{
    private readonly Dictionary<(GapKind, GapReason), JournalGap> _untold = [];

    /// <summary>Messages lost since the start, by reason, told or not.</summary>
    private readonly long[] _messages = new long[Enum.GetValues<GapReason>().Length];

    /// <summary>The same by kind, as far as limits were the reason.</summary>
    private readonly long[] _evicted = new long[Enum.GetValues<GapKind>().Length];

    /// <summary>Changed since it was last cleared: the disk does not know it yet.</summary>
    public bool Changed { get; set; }

    public IReadOnlyCollection<JournalGap> Untold => _untold.Values;

    public long Count(GapReason reason) => Volatile.Read(ref _messages[(int)reason]);

    /// <summary>Messages of this kind that went for want of room or time, since the start.</summary>
    public long Evicted(GapKind kind) => Volatile.Read(ref _evicted[(int)kind]);

    public void Add(in JournalGap gap)
    {
        Count(gap, gap.Messages);
        Load(gap);
        Changed = true;
    }

    /// <summary>One that an earlier run counted.</summary>
    public void Load(in JournalGap gap)
    {
        (GapKind, GapReason) key = (gap.Kind, gap.Reason);
        _untold[key] = _untold.TryGetValue(key, out JournalGap before) ? before.Plus(gap) : gap;
    }

    /// <summary>It was not lost after all.</summary>
    public void TakeBack(in JournalGap gap)
    {
        Count(gap, -gap.Messages);
        Told(gap);
    }

    public void Told(in JournalGap gap)
    {
        (GapKind, GapReason) key = (gap.Kind, gap.Reason);
        JournalGap left = _untold[key].Minus(gap);
        if (left.Messages > 0)
        {
            _untold[key] = left;
        }
        else
        {
            _untold.Remove(key);
        }

        Changed = true;
    }

    private void Count(in JournalGap gap, long messages)
    {
        _messages[(int)gap.Reason] += messages;
        _evicted[(int)gap.Kind] += gap.Reason is GapReason.Refused or GapReason.Damaged ? 0 : messages;
    }
}
