namespace EdgeEcg.Scoring;

/// <summary>One file or record a model was trained on.</summary>
public sealed record TrainingSource
{
    /// <summary>Name within its data set, for instance <c>mitdb/101</c>.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Beats of it that were used.</summary>
    public required int Beats { get; init; }
}
