namespace EdgeEcg.Training.Quantization;

/// <summary>
/// Kullback–Leibler divergence between a histogram of magnitudes clipped at some bin and the same after
/// rounding to a few levels: what entropy calibration minimises (Migacz, "8-bit inference with TensorRT", GTC
/// 2017).
/// </summary>
internal static class ClipDivergence
{
    /// <summary>Stands for an empty bin, whose logarithm would be infinite.</summary>
    private const double Smoothing = 1e-4;

    /// <param name="magnitudes">Counts from zero up.</param>
    /// <param name="keptBins">Bins below the clip; what is above joins the last one.</param>
    /// <param name="levels">Levels to round to.</param>
    public static double Of(ReadOnlySpan<double> magnitudes, int keptBins, int levels)
    {
        double[] clipped = magnitudes[..keptBins].ToArray();
        double[] rounded = Rounded(clipped, levels);
        foreach (double count in magnitudes[keptBins..])
        {
            clipped[^1] += count;
        }

        double clippedTotal = clipped.Sum() + (Smoothing * keptBins);
        double roundedTotal = rounded.Sum() + (Smoothing * keptBins);
        double divergence = 0;
        for (int i = 0; i < keptBins; i++)
        {
            double p = (clipped[i] + Smoothing) / clippedTotal;
            double q = (rounded[i] + Smoothing) / roundedTotal;
            divergence += p * Math.Log(p / q);
        }

        return divergence;
    }

    /// <summary>Bins that share a level share its count evenly, empty ones left empty.</summary>
    private static double[] Rounded(double[] counts, int levels)
    {
        double[] rounded = new double[counts.Length];
        for (int level = 0; level < levels; level++)
        {
            int first = level * counts.Length / levels;
            int end = (level + 1) * counts.Length / levels;
            ReadOnlySpan<double> group = counts.AsSpan(first, end - first);
            int filled = group.Length - group.Count(0.0);
            double sum = 0;
            foreach (double count in group)
            {
                sum += count;
            }

            for (int i = first; i < end && filled > 0; i++)
            {
                rounded[i] = counts[i] > 0 ? sum / filled : 0;
            }
        }

        return rounded;
    }
}
