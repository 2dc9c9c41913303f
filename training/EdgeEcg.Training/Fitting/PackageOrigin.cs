using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Fitting;

/// <summary>
/// What a package says about its model beyond the model itself: where the beats came from and how it did.
/// </summary>
public sealed record PackageOrigin
{
    public required ModelInput Input { get; init; }

    public required BeatNormalisation Normalisation { get; init; }

    public required IReadOnlyList<TrainingSource> TrainingData { get; init; }

    /// <summary>Figures of the float model by snake_case name.</summary>
    public required IReadOnlyDictionary<string, double> MetricsBeforeQuantization { get; init; }

    /// <summary>The same names, of the int8 model.</summary>
    public required IReadOnlyDictionary<string, double> MetricsAfterQuantization { get; init; }

    public required string DataLicence { get; init; }
}
