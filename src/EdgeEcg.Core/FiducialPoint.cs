namespace EdgeEcg.Core;

/// <summary>
/// Places the R peak. The detector's hump says where the QRS is; beats are compared by shape, so they must be
/// cut at the same point of it every time: the tallest deflection of the wearer's usual direction, near the
/// hump. A deflection the other way is taken only if it is clearly taller, or small beats of a biphasic QRS
/// would jump between R and S.
/// </summary>
internal sealed class FiducialPoint
{
    private const double ReachMs = 80;

    /// <summary>How much taller the unusual direction must be.</summary>
    private const float Reluctance = 1.5f;

    /// <summary>The usual direction follows the last 16 beats or so.</summary>
    private const float Learning = 1 / 16f;

    private readonly int _reach;
    private float _upward;

    public FiducialPoint(SampleRate rate) => _reach = rate.Samples(ReachMs);

    /// <summary>
    /// The R peak is no further than this from the detector's hump: one sample more for the rounding of the
    /// hump, and one for the vertex of either.
    /// </summary>
    public int FurthestSamples => _reach + 2;

    /// <summary>The R peak near <paramref name="hump"/>, in samples, by the vertex of a parabola.</summary>
    public double Locate(SignalRing conditioned, double hump)
    {
        long from = Math.Max(conditioned.Start + 1, (long)Math.Round(hump) - _reach);
        long to = Math.Min(conditioned.End - 2, (long)Math.Round(hump) + _reach);
        long highest = from;
        long lowest = from;
        for (long i = from; i <= to; i++)
        {
            highest = conditioned[i] > conditioned[highest] ? i : highest;
            lowest = conditioned[i] < conditioned[lowest] ? i : lowest;
        }

        float up = Math.Max(0, conditioned[highest]);
        float down = Math.Max(0, -conditioned[lowest]);
        bool takeUp = _upward >= 0 ? up * Reluctance >= down : up > down * Reluctance;
        _upward += Learning * ((up > down ? 1 : -1) - _upward);
        return Vertex(conditioned, takeUp ? highest : lowest);
    }

    private static double Vertex(SignalRing signal, long peak)
    {
        float before = signal[peak - 1];
        float after = signal[peak + 1];
        float curvature = before - 2 * signal[peak] + after;
        double shift = curvature == 0 ? 0 : 0.5 * (before - after) / curvature;
        return peak + Math.Clamp(shift, -0.5, 0.5);
    }
}
