namespace EdgeEcg.Scoring;

/// <summary>A weighted sum of parts: the logarithm of odds.</summary>
public sealed record VerdictTerm
{
    public required double Offset { get; init; }

    /// <summary>0 or more each; a part that is not named counts nothing.</summary>
    public required IReadOnlyDictionary<VerdictPart, double> Weights { get; init; }
}
