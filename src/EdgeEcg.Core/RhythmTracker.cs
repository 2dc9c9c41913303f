namespace EdgeEcg.Core;

/// <summary>Follows the intervals between beats.</summary>
internal sealed class RhythmTracker
{
    private const int IntervalsRemembered = 8;
    private const int IntervalsUntilUsual = 4;

    private readonly RunningMedian _rrMs = new(IntervalsRemembered);
    private readonly SampleRate _rate;
    private double? _last;

    public RhythmTracker(SampleRate rate) => _rate = rate;

    /// <summary>The context of the next beat, at a position in samples of the tracker's rate.</summary>
    public RhythmContext Next(double sampleIndex)
    {
        double? usual = _rrMs.Count >= IntervalsUntilUsual ? _rrMs.Value : null;
        double? rr = _last is null ? null : _rate.Milliseconds(sampleIndex - _last.Value);
        if (rr is not null)
        {
            _rrMs.Add((float)rr.Value);
        }

        _last = sampleIndex;
        return new RhythmContext(rr, usual);
    }

    /// <summary>The signal was interrupted: the next interval is not known.</summary>
    public void Interrupt() => _last = null;
}
