using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// Position weights learned from labels: how much an error at each position tells normal from abnormal beats,
/// by logistic regression on the absolute errors of labelled beats, no weight below zero. For protocols whose
/// training beats are labelled; the device's models never see an abnormal beat.
/// </summary>
internal static class LabelledWeights
{
    /// <param name="beats">Normal and abnormal ones.</param>
    /// <param name="reconstructions">What the model makes of them.</param>
    /// <returns>One per sample, mean 1.</returns>
    public static float[] Of(LabelledBeats beats, ReadOnlySpan<float> reconstructions)
    {
        float[] errors = beats.Beats.Values.ToArray();
        for (int i = 0; i < errors.Length; i++)
        {
            errors[i] = Math.Abs(errors[i] - reconstructions[i]);
        }

        bool[] isAbnormal = beats.IsAbnormal;
        double[] alike = new double[isAbnormal.Length];
        Array.Fill(alike, 1);
        double[] weights = LogisticFit.Of(errors, isAbnormal, alike).Coefficients;
        double mean = weights.Average();
        return mean > 0
            ? Array.ConvertAll(weights, weight => (float)(weight / mean))
            : ErrorWeights.Uniform(weights.Length);
    }
}
