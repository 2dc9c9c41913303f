namespace EdgeEcg.Scoring.Events;

/// <summary>Something that happened to the heart.</summary>
/// <param name="Kind">What.</param>
/// <param name="SampleIndex">The R peak, or where the episode begins.</param>
/// <param name="DecidedBySampleIndex">The R peak that decided it: for a run, that of its third beat.</param>
/// <param name="RrMs">Interval that ends in the deciding beat.</param>
/// <param name="Score">Of the deciding beat.</param>
/// <param name="Reasons">Of the deciding beat.</param>
/// <param name="Quality">Of the deciding beat, 0 … 1.</param>
public readonly record struct HeartHappening(
    HeartEventKind Kind,
    long SampleIndex,
    long DecidedBySampleIndex,
    double? RrMs,
    float? Score,
    BeatReasons Reasons,
    float Quality);
