namespace EdgeEcg.Training.Metrics;

/// <summary>Beats by verdict and truth. A ratio without a denominator is 0.</summary>
/// <param name="TruePositives">Positive and called so.</param>
/// <param name="FalsePositives">Negative, called positive.</param>
/// <param name="TrueNegatives">Negative and called so.</param>
/// <param name="FalseNegatives">Positive, called negative.</param>
public readonly record struct Confusion(
    int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    public double Accuracy => Ratio(TruePositives + TrueNegatives, FalsePositives + FalseNegatives);

    public double Precision => Ratio(TruePositives, FalsePositives);

    public double Recall => Ratio(TruePositives, FalseNegatives);

    public double F1 => Ratio(2 * TruePositives, FalsePositives + FalseNegatives);

    public double FalsePositiveRate => Ratio(FalsePositives, TrueNegatives);

    /// <summary>
    /// The same verdicts with the classes' roles exchanged: the seeds count <em>normal</em> as positive.
    /// </summary>
    public Confusion WithRolesExchanged => new(TrueNegatives, FalseNegatives, TruePositives, FalsePositives);

    /// <summary>
    /// Abnormal is positive; a beat is called abnormal when its score is above the threshold.
    /// </summary>
    public static Confusion Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isAbnormal, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(isAbnormal.Length, scores.Length, nameof(isAbnormal));
        int truePositives = 0;
        int falsePositives = 0;
        int positives = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            positives += isAbnormal[i] ? 1 : 0;
            if (scores[i] > threshold)
            {
                truePositives += isAbnormal[i] ? 1 : 0;
                falsePositives += isAbnormal[i] ? 0 : 1;
            }
        }

        int negatives = scores.Length - positives;
        return new Confusion(
            truePositives, falsePositives, negatives - falsePositives, positives - truePositives);
    }

    private static double Ratio(int part, int rest) => part + rest == 0 ? 0 : (double)part / (part + rest);
}
