namespace EdgeEcg.Training.Metrics;

/// <summary>
/// Quantiles by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
/// </summary>
public static class Quantile
{
    /// <param name="values">At least one, in any order; not changed.</param>
    /// <param name="share">0 is the smallest value, 1 the largest.</param>
    public static double Of(ReadOnlySpan<float> values, double share)
    {
        ArgumentOutOfRangeException.ThrowIfZero(values.Length, nameof(values));
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        float[] sorted = values.ToArray();
        Array.Sort(sorted);
        double at = share * (sorted.Length - 1);
        int below = (int)at;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * ((double)sorted[above] - sorted[below]));
    }
}
