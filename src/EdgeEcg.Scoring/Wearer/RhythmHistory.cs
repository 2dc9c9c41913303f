using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// What the intervals so far make of the next: how early it is against the last few, the last few dozen, and
/// the wearer's reference, the usual interval before beats that are surely normal. The last follows only
/// beats that are not early against it, so that runs of premature beats, or a wearer most of whose beats
/// are premature, do not become the norm. All as natural logarithms of ratios: −0.7 is half the interval.
/// </summary>
internal sealed class RhythmHistory
{
    private const int Few = 8;
    private const int Dozens = 32;

    /// <summary>Until so many intervals there is no usual one.</summary>
    private const int Least = 4;

    /// <summary>A shorter share of the reference does not move it: chosen on DS1.</summary>
    private const float EarlyShare = 0.75f;

    /// <summary>A share of 1/16 follows exercise within half a minute.</summary>
    private const float Following = 1 / 16f;

    /// <summary>Of the deviations before there are enough of them.</summary>
    private const float UsualDeviation = 0.05f;

    private readonly RunningMedian _few = new(Few);
    private readonly RunningMedian _dozens = new(Dozens);
    private readonly RunningMedian _deviations = new(Dozens);
    private float _rrMs;

    /// <summary>The usual interval before normal beats; 0 while it is not known.</summary>
    public float ReferenceRrMs { get; set; }

    /// <summary>Against the median of the last 8 intervals.</summary>
    public float AgainstFew { get; private set; }

    /// <summary>Against the median of the last 32.</summary>
    public float AgainstDozens { get; private set; }

    /// <summary>How irregular it is: median size of the last 32 of <see cref="AgainstDozens"/>.</summary>
    public float Irregularity { get; private set; } = UsualDeviation;

    /// <summary>Against the wearer's reference.</summary>
    public float AgainstReference => _rrMs > 0 && ReferenceRrMs > 0 ? MathF.Log(_rrMs / ReferenceRrMs) : 0;

    /// <summary>Takes the next beat's interval; none after a gap.</summary>
    public void Next(double? rrMs)
    {
        if (rrMs is not { } known)
        {
            (_rrMs, AgainstFew, AgainstDozens) = (0, 0, 0);
            return;
        }

        _rrMs = (float)known;
        AgainstFew = _few.Count >= Least ? MathF.Log(_rrMs / _few.Value) : 0;
        AgainstDozens = _dozens.Count >= Least ? MathF.Log(_rrMs / _dozens.Value) : 0;
        Irregularity = _deviations.Count >= Least ? _deviations.Value : UsualDeviation;
        _few.Add(_rrMs);
        _dozens.Add(_rrMs);
        _deviations.Add(MathF.Abs(AgainstDozens));
    }

    /// <summary>The beat just taken has the wearer's normal QRS.</summary>
    public void FollowReference()
    {
        if (_rrMs > 0 && ReferenceRrMs > 0 && _rrMs >= EarlyShare * ReferenceRrMs)
        {
            ReferenceRrMs *= MathF.Exp(Following * AgainstReference);
        }
    }
}
