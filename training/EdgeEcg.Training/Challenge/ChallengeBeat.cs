namespace EdgeEcg.Training.Challenge;

/// <summary>One beat of a sheet that the visitor may mark, with the truth and the model's verdict.</summary>
public sealed record ChallengeBeat
{
    /// <summary>Of its R peak, from the sheet's first sample.</summary>
    public required double AtS { get; init; }

    public required string Truth { get; init; }

    public required bool Abnormal { get; init; }

    /// <summary>As in <c>beats.csv</c>; none where the device did not find the beat.</summary>
    public required double? Score { get; init; }

    /// <summary>The model's answer.</summary>
    public required bool Flagged { get; init; }

    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Of the reconstruction's first sample, from the sheet's first sample.</summary>
    public required double ReconstructionFromS { get; init; }

    /// <summary>Of each lead.</summary>
    public required IReadOnlyList<PackedSamples> Reconstruction { get; init; }
}
