using System.Runtime.CompilerServices;

namespace EdgeEcg.Ads1292;

/// <summary>
/// How often each outcome happened since the stream began. One writer; readers on other threads see whole
/// values.
/// </summary>
public sealed class FrameCounters
{
    private Counts _outcomes;
    private long _lostSamples;
    private long _lateReads;
    private long _queueOverflows;
    private long _restarts;

    /// <param name="previous">Counts to go on from; null from zero.</param>
    internal FrameCounters(FrameCounters? previous = null)
    {
        if (previous is not null)
        {
            GoOnFrom(previous);
        }
    }

    /// <summary>Takes over another's counts, in place of its own.</summary>
    internal void GoOnFrom(FrameCounters previous)
    {
        _outcomes = previous._outcomes;
        _lostSamples = previous._lostSamples;
        _lateReads = previous._lateReads;
        _queueOverflows = previous._queueOverflows;
        _restarts = previous._restarts;
    }

    public long this[FrameOutcome outcome] => Volatile.Read(ref _outcomes[(int)outcome]);

    /// <summary>Samples the chip converted and nobody got, whatever the reason.</summary>
    public long LostSamples => Volatile.Read(ref _lostSamples);

    /// <summary>Reads that began after the next edge already: the older sample was overwritten.</summary>
    public long LateReads => Volatile.Read(ref _lateReads);

    /// <summary>Jumps of the edge sequence number: the kernel's queue was full.</summary>
    public long QueueOverflows => Volatile.Read(ref _queueOverflows);

    /// <summary>Times the chip was brought up again after it had fallen silent.</summary>
    public long Restarts => Volatile.Read(ref _restarts);

    internal void Count(FrameOutcome outcome) => _outcomes[(int)outcome]++;

    internal void CountRestart() => _restarts++;

    internal void CountLost(long samples) => _lostSamples += samples;

    internal void CountLateRead() => _lateReads++;

    internal void CountQueueOverflow() => _queueOverflows++;

    /// <summary>One count per <see cref="FrameOutcome"/>.</summary>
    [InlineArray((int)FrameOutcome.Down + 1)]
    private struct Counts
    {
        private long _first;
    }
}
