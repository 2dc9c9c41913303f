namespace EdgeEcg.Ads1292;

/// <summary>
/// The account of a stream: which sample an edge is, and what was lost before it. Two witnesses are heard:
/// the edge's sequence number (a jump means that the kernel's queue overflowed) and its timestamp against the
/// chip's rate (edges that merged while interrupts were off leave no trace but time). The time decides.
/// </summary>
internal sealed class SampleLedger
{
    private readonly SampleClock _clock;
    private uint _lastSequence;
    private bool _hasSequence;
    private long _lostBefore;

    /// <param name="previous">The account to go on from, after the chip was away; null for a new one.</param>
    /// <param name="rate">Nominal data rate.</param>
    public SampleLedger(SampleLedger? previous, DataRate rate)
    {
        _clock = SampleClock.Continue(previous?._clock, rate);
        _lostBefore = previous?._lostBefore ?? 0;
        NextSampleIndex = previous?.NextSampleIndex ?? 0;
        Counters = new FrameCounters(previous?.Counters);
    }

    public FrameCounters Counters { get; }

    public long NextSampleIndex { get; private set; }

    public double TrueRateHz => _clock.TrueRateHz;

    /// <summary>
    /// Gives the edge its sample index and books what was lost before it. False for a glitch, which is no
    /// sample.
    /// </summary>
    public bool TryAdvance(DataReadyEdge edge)
    {
        long bySequence = _hasSequence ? unchecked(edge.SequenceNumber - _lastSequence) : 1;
        long byTime = _clock.StepsTo(edge.TimestampNs);
        _lastSequence = edge.SequenceNumber;
        _hasSequence = true;
        if (byTime == 0)
        {
            return false;
        }

        if (bySequence > 1)
        {
            Counters.CountQueueOverflow();
        }

        _clock.Accept(edge.TimestampNs, byTime);
        Lose(byTime - 1);
        NextSampleIndex += byTime;
        return true;
    }

    public void Lose(long samples)
    {
        _lostBefore += samples;
        Counters.CountLost(samples);
    }

    /// <summary>
    /// Puts a good frame in its place: the losses since the last one become the gap before it.
    /// </summary>
    public Ads1292Frame Place(in Ads1292Frame frame, DataReadyEdge edge)
    {
        Ads1292Frame placed = frame with
        {
            SampleIndex = NextSampleIndex - 1,
            EdgeTimestampNs = edge.TimestampNs,
            LostBefore = _lostBefore,
        };
        _lostBefore = 0;
        return placed;
    }
}
