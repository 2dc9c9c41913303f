namespace EdgeEcg.Scoring;

/// <summary>A score above which a beat is anomalous, and where the number came from.</summary>
public sealed record ModelThreshold
{
    /// <summary>In units of the package's error measure.</summary>
    public required double Score { get; init; }

    /// <summary>
    /// The rule by name: <c>quantile</c>, <c>mean_plus_sd</c>, <c>youden</c> or <c>best_f1</c>.
    /// </summary>
    public required string Rule { get; init; }

    /// <summary>The rule's number: a quantile 0–1, standard deviations; 0 where the rule has none.</summary>
    public required double Parameter { get; init; }

    /// <summary>The beats it was computed on, for instance <c>training normals</c>.</summary>
    public required string From { get; init; }
}
