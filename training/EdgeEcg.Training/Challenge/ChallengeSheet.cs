namespace EdgeEcg.Training.Challenge;

/// <summary>What is shown at once: a strip of one person's ECG, or a row of single beats.</summary>
public sealed record ChallengeSheet
{
    /// <summary>The data set.</summary>
    public required string Set { get; init; }

    /// <summary>Where in it; shown once the visitor has answered.</summary>
    public required string From { get; init; }

    /// <summary>What there is to know beforehand.</summary>
    public required string Task { get; init; }

    public required double RateSps { get; init; }

    public required double ReconstructionRateSps { get; init; }

    /// <summary>The strip's amplitude means something: 10 mm/mV.</summary>
    public required bool ToScale { get; init; }

    /// <summary>All of the same length.</summary>
    public required IReadOnlyList<PackedSamples> Leads { get; init; }

    /// <summary>Empty where the data set does not tell.</summary>
    public required IReadOnlyList<string> LeadNames { get; init; }

    /// <summary>
    /// This person's usual beat of each lead, which the model knows and the visitor should; empty where there
    /// is none.
    /// </summary>
    public required IReadOnlyList<PackedSamples> Usual { get; init; }

    /// <summary>The score from which the model calls a beat abnormal.</summary>
    public required double Threshold { get; init; }

    public required IReadOnlyList<ChallengeBeat> Beats { get; init; }
}
