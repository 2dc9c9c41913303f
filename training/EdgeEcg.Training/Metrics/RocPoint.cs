namespace EdgeEcg.Training.Metrics;

/// <summary>
/// What calling every beat with a score above <paramref name="Threshold"/> abnormal would give.
/// </summary>
public readonly record struct RocPoint(double Threshold, Confusion Confusion)
{
    /// <summary>Sensitivity + specificity − 1 (Youden 1950).</summary>
    public double YoudenIndex => Confusion.Recall - Confusion.FalsePositiveRate;
}
