namespace EdgeEcg.Core;

/// <summary>
/// How quiet it is around a QRS: the median absolute deviation of the window without its QRS, as a share of
/// the QRS height, in the lead where that is least. Electrode motion that passes for a beat has no quiet
/// surroundings. A median, because in a fast run the neighbours' QRS reach into the window. On DS1 99 % of
/// the normal beats lie below 0.10, 99 % of the ventricular ones below 0.18, and half of what was found where
/// there is no beat above 0.17.
/// </summary>
internal sealed class BeatSurroundings
{
    /// <summary>
    /// Up to here surroundings cost no quality; a QRS needs at least this height to be one.
    /// </summary>
    private const float QuietShare = 0.11f;

    private const float LeastHeightMicrovolts = 50;
    private const double QrsReachMs = 110;

    private readonly int _before;
    private readonly int _after;
    private readonly int _qrs;
    private readonly float[] _scratch;

    public BeatSurroundings(SampleRate analysis, BeatWindow window)
    {
        _before = analysis.Samples(window.BeforeMs);
        _after = analysis.Samples(window.AfterMs);
        _qrs = analysis.Samples(QrsReachMs);
        _scratch = new float[_before + _after];
    }

    /// <summary>1 where it is quiet, falling with the inverse of the disquiet.</summary>
    public float Quietness(LeadConditioner[] leads, long r)
    {
        float least = float.MaxValue;
        foreach (LeadConditioner lead in leads)
        {
            least = Math.Min(least, Disquiet(lead.Conditioned, r));
        }

        return Math.Min(1, QuietShare / Math.Max(least, float.Epsilon));
    }

    private float Disquiet(SignalRing signal, long r)
    {
        float highest = float.MinValue;
        float lowest = float.MaxValue;
        int count = 0;
        long end = Math.Min(r + _after, signal.End);
        for (long i = Math.Max(r - _before, signal.Start); i < end; i++)
        {
            float value = signal[i];
            if (Math.Abs(i - r) <= _qrs)
            {
                highest = Math.Max(highest, value);
                lowest = Math.Min(lowest, value);
            }
            else
            {
                _scratch[count++] = value;
            }
        }

        return Deviation(_scratch.AsSpan(0, count)) / Math.Max(LeastHeightMicrovolts, highest - lowest);
    }

    // The median distance from the median; the values are overwritten.
    private static float Deviation(Span<float> values)
    {
        if (values.IsEmpty)
        {
            return 0;
        }

        float median = UpperMedian.Of(values);
        foreach (ref float value in values)
        {
            value = Math.Abs(value - median);
        }

        return UpperMedian.Of(values);
    }
}
