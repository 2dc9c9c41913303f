namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Three counts and what EC57 derives of them. A ratio without a denominator is null, not 0 or 100.
/// </summary>
/// <param name="TruePositives">Beats found.</param>
/// <param name="FalseNegatives">Beats missed.</param>
/// <param name="FalsePositives">Beats claimed where there are none.</param>
public readonly record struct BeatStatistics(long TruePositives, long FalseNegatives, long FalsePositives)
{
    public long Beats => TruePositives + FalseNegatives;

    /// <summary>Se: of the beats that are there, the part that was found; 0 to 1.</summary>
    public double? Sensitivity => Ratio(TruePositives, Beats);

    /// <summary>+P: of the beats claimed, the part that is there; 0 to 1.</summary>
    public double? PositivePredictivity => Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>DER: errors of both kinds per beat that is there; may exceed 1.</summary>
    public double? DetectionErrorRate => Ratio(FalseNegatives + FalsePositives, Beats);

    private static double? Ratio(long part, long whole) => whole > 0 ? (double)part / whole : null;
}
