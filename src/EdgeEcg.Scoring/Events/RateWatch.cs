using EdgeEcg.Core;

namespace EdgeEcg.Scoring.Events;

/// <summary>
/// Slow and fast: the median of the last sixteen intervals, so that pauses, ectopy and a missed beat do not
/// count. An episode ends a quarter inside of its limit.
/// </summary>
internal sealed class RateWatch(HeartLimits limits)
{
    private const int Intervals = 16;
    private const double MsPerMinute = 60_000;
    private const double Inside = 0.25;

    private readonly RunningMedian _rrMs = new(Intervals);

    public bool IsSlow { get; private set; }

    public bool IsFast { get; private set; }

    /// <summary>What this interval makes of the rate; none where nothing begins.</summary>
    public HeartEventKind? Note(double rrMs)
    {
        _rrMs.Add((float)rrMs);
        if (_rrMs.Count < Intervals)
        {
            return null;
        }

        double bpm = MsPerMinute / _rrMs.Value;
        (bool wasSlow, bool wasFast) = (IsSlow, IsFast);
        IsSlow = bpm < limits.BradycardiaBpm * (wasSlow ? 1 + Inside : 1);
        IsFast = bpm > limits.TachycardiaBpm * (wasFast ? 1 - Inside : 1);
        return IsSlow && !wasSlow ? HeartEventKind.Bradycardia
            : IsFast && !wasFast ? HeartEventKind.Tachycardia
            : null;
    }

    public void Forget()
    {
        _rrMs.Clear();
        (IsSlow, IsFast) = (false, false);
    }
}
