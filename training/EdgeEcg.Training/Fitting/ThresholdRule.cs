using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Fitting;

/// <summary>How a threshold is drawn from the scores of normal beats, no abnormal one seen.</summary>
/// <param name="Name"><c>quantile</c> or <c>mean_plus_sd</c>.</param>
/// <param name="Parameter">Share of normals below the threshold, or standard deviations above their
/// mean.</param>
public readonly record struct ThresholdRule(string Name, double Parameter)
{
    private const string QuantileName = "quantile";

    private const string MeanPlusSdName = "mean_plus_sd";

    public static ThresholdRule Quantile(double share) => new(QuantileName, share);

    public static ThresholdRule MeanPlusSd(double standardDeviations) =>
        new(MeanPlusSdName, standardDeviations);

    /// <param name="scores">Of normal beats.</param>
    /// <param name="from">What beats those are, for the package.</param>
    public ModelThreshold Apply(ReadOnlySpan<float> scores, string from)
    {
        double score = Name switch
        {
            QuantileName => Metrics.Quantile.Of(scores, Parameter),
            MeanPlusSdName => AboveMean(scores, Parameter),
            _ => throw new ArgumentException($"There is no threshold rule '{Name}'."),
        };
        return new ModelThreshold { Score = score, Rule = Name, Parameter = Parameter, From = from };
    }

    private static double AboveMean(ReadOnlySpan<float> scores, double standardDeviations)
    {
        double mean = 0;
        foreach (float score in scores)
        {
            mean += (double)score / scores.Length;
        }

        double variance = 0;
        foreach (float score in scores)
        {
            variance += (score - mean) * (score - mean) / scores.Length;
        }

        return mean + (standardDeviations * Math.Sqrt(variance));
    }
}
