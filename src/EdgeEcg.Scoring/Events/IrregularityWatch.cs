using EdgeEcg.Core;

namespace EdgeEcg.Scoring.Events;

/// <summary>
/// No two intervals alike, as in atrial fibrillation: the median change from one interval to the next, as a
/// share of the median interval, over sixty-four intervals between beats of normal shape. A median, because
/// single early beats change few of them. In sinus rhythm breathing changes an interval by some 3 %, in
/// fibrillation half of them change by more than 10 %.
/// </summary>
internal sealed class IrregularityWatch
{
    private const int Intervals = 64;
    private const float IrregularFrom = 0.10f;
    private const float RegularBelow = 0.06f;

    private readonly RunningMedian _rrMs = new(Intervals);
    private readonly RunningMedian _changeMs = new(Intervals);
    private double? _last;

    public bool IsPresent { get; private set; }

    /// <summary>True when this interval makes the rhythm irregular.</summary>
    /// <param name="rrMs">None between which a beat was abnormal or not judged.</param>
    public bool Note(double? rrMs)
    {
        if (rrMs is { } rr)
        {
            _rrMs.Add((float)rr);
            if (_last is { } before)
            {
                _changeMs.Add((float)Math.Abs(rr - before));
            }
        }

        _last = rrMs;
        if (_changeMs.Count < Intervals)
        {
            return false;
        }

        bool was = IsPresent;
        float change = _changeMs.Value / _rrMs.Value;
        IsPresent = was ? change >= RegularBelow : change >= IrregularFrom;
        return IsPresent && !was;
    }
}
