namespace EdgeEcg.Scoring;

/// <summary>
/// How one beat compares with the wearer's normal ones. Distances are rms differences to the nearest three
/// normal beats in shares of the QRS amplitude; intervals are logarithms of ratios (<see
/// cref="RhythmHistory"/>).
/// </summary>
internal readonly record struct BeatMeasures
{
    public required float Qrs { get; init; }

    /// <summary>How many times nearer the QRS is to earlier abnormal ones, as a logarithm.</summary>
    public required float Recurs { get; init; }

    public required float Before { get; init; }

    public required float After { get; init; }

    /// <summary>The usual distance between two of the wearer's own normal beats.</summary>
    public required float OwnQrs { get; init; }

    public required float OwnBefore { get; init; }

    public required float OwnAfter { get; init; }

    /// <summary>Logarithm of the QRS width over the normal one.</summary>
    public required float Width { get; init; }

    /// <summary>Logarithm of the QRS amplitude over the normal one.</summary>
    public required float Amplitude { get; init; }

    public required float AgainstFew { get; init; }

    public required float AgainstDozens { get; init; }

    public required float Irregularity { get; init; }

    public required float AgainstReference { get; init; }
}
