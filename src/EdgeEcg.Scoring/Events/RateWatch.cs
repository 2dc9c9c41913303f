using EdgeEcg.Core;

namespace EdgeEcg.Scoring.Events;

/// <summary>
/// Slow and fast: the median of the last sixteen intervals, so that pauses, ectopy and a missed beat do not
/// count. An episode is over when the rate has been a quarter inside of its limit for five minutes: a block
/// or a tachycardia that comes and goes (record 209: six times in 25 minutes) is one episode, not many.
/// </summary>
internal sealed class RateWatch
{
    private const int Intervals = 16;
    private const double MsPerMinute = 60_000;
    private const double Inside = 0.25;
    private const double QuietMs = 5 * MsPerMinute;

    private readonly RunningMedian _rrMs = new(Intervals);
    private readonly HeartLimits _limits;
    private readonly int _quiet;
    private long _lastSlow;
    private long _lastFast;

    /// <param name="rate">Of the samples that beats are counted in.</param>
    /// <param name="limits">Of the rate.</param>
    public RateWatch(SampleRate rate, HeartLimits limits)
    {
        _limits = limits;
        _quiet = rate.Samples(QuietMs);
    }

    public bool IsSlow { get; private set; }

    public bool IsFast { get; private set; }

    /// <summary>What this interval makes of the rate; none where nothing begins.</summary>
    /// <param name="sampleIndex">Of the beat that ends it.</param>
    /// <param name="rrMs">The interval.</param>
    public HeartEventKind? Note(long sampleIndex, double rrMs)
    {
        _rrMs.Add((float)rrMs);
        (bool wasSlow, bool wasFast) = (IsSlow, IsFast);
        if (_rrMs.Count == Intervals)
        {
            Compare(sampleIndex, MsPerMinute / _rrMs.Value);
        }

        Age(sampleIndex);
        return IsSlow && !wasSlow ? HeartEventKind.Bradycardia
            : IsFast && !wasFast ? HeartEventKind.Tachycardia
            : null;
    }

    /// <summary>The intervals until here say nothing any more.</summary>
    public void Forget(long sampleIndex)
    {
        _rrMs.Clear();
        Age(sampleIndex);
    }

    private void Compare(long sampleIndex, double bpm)
    {
        if (bpm < _limits.BradycardiaBpm * (IsSlow ? 1 + Inside : 1))
        {
            (IsSlow, _lastSlow) = (true, sampleIndex);
        }

        if (bpm > _limits.TachycardiaBpm * (IsFast ? 1 - Inside : 1))
        {
            (IsFast, _lastFast) = (true, sampleIndex);
        }
    }

    private void Age(long sampleIndex)
    {
        IsSlow &= sampleIndex - _lastSlow < _quiet;
        IsFast &= sampleIndex - _lastFast < _quiet;
    }
}
