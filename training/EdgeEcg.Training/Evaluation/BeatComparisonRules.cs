namespace EdgeEcg.Training.Evaluation;

/// <summary>What EC57 leaves to be stated with a result; the defaults are its own figures.</summary>
public sealed record BeatComparisonRules
{
    public static BeatComparisonRules Ec57 { get; } = new();

    /// <summary>Farthest that a beat may lie from its reference.</summary>
    public double MatchWindowMs { get; init; } = 150;

    /// <summary>From the start of the record; detectors may learn there and are not judged.</summary>
    public TimeSpan LearningTime { get; init; } = TimeSpan.FromMinutes(5);
}
