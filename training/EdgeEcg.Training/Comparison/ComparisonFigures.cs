using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Comparison;

/// <summary>
/// What one form of a model reaches under a protocol. Normal counts as positive, as in the seeds.
/// </summary>
/// <param name="Roc">Of the test beats' scores.</param>
/// <param name="Threshold">By the protocol.</param>
/// <param name="Confusion">At that threshold, normal positive.</param>
/// <param name="NormalMean">Mean score of the normal test beats.</param>
/// <param name="Gap">Mean score of the abnormal test beats above that.</param>
/// <param name="FileBytes">Of the ONNX file.</param>
/// <param name="Latency">Of one beat in ONNX Runtime on one thread.</param>
public readonly record struct ComparisonFigures(
    RocCurve Roc,
    double Threshold,
    Confusion Confusion,
    double NormalMean,
    double Gap,
    int FileBytes,
    BeatLatency Latency)
{
    /// <summary>How far "srl-ae" moves its threshold on the test labels.</summary>
    private const double SrlReach = 1;

    public double Area => Roc.Area;

    /// <summary>
    /// At the lowest threshold that calls at least this share of the normal test beats normal. It sees the
    /// test labels: optimistic.
    /// </summary>
    public Confusion AtRecall(double recall) => Roc.Points
        .Select(point => point.Confusion.WithRolesExchanged)
        .Last(confusion => confusion.Recall >= recall);

    internal static ComparisonFigures Of(
        ThresholdSource source,
        double ruleThreshold,
        float[] scores,
        bool[] isAbnormal,
        int fileBytes,
        BeatLatency latency)
    {
        RocCurve roc = RocCurve.Of(scores, isAbnormal);
        double threshold = source switch
        {
            ThresholdSource.TestLabelsYouden => roc.BestYouden.Threshold,
            ThresholdSource.TestLabelsNearRule => Near(roc, ruleThreshold, scores, isAbnormal),
            _ => ruleThreshold,
        };
        Confusion confusion = Confusion.Of(scores, isAbnormal, threshold).WithRolesExchanged;
        double normal = scores.Where((_, i) => !isAbnormal[i]).Average();
        double abnormal = scores.Where((_, i) => isAbnormal[i]).Average();
        return new ComparisonFigures(
            roc, threshold, confusion, normal, abnormal - normal, fileBytes, latency);
    }

    /// <summary>The most accurate threshold within reach of the rule's, or the rule's own.</summary>
    private static double Near(RocCurve roc, double rule, float[] scores, bool[] isAbnormal)
    {
        double best = Confusion.Of(scores, isAbnormal, rule).Accuracy;
        double threshold = rule;
        foreach (RocPoint point in roc.Points)
        {
            if (Math.Abs(point.Threshold - rule) <= SrlReach && point.Confusion.Accuracy > best)
            {
                (best, threshold) = (point.Confusion.Accuracy, point.Threshold);
            }
        }

        return threshold;
    }
}
