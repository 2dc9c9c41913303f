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

    /// <inheritdoc cref="QrsForm.Difference"/>
    public required float Form { get; init; }

    /// <inheritdoc cref="QrsForm.OverNoise"/>
    public required float FormOverNoise { get; init; }

    /// <inheritdoc cref="QrsForm.OverUsualNoise"/>
    public required float FormOverUsualNoise { get; init; }

    /// <inheritdoc cref="QrsForm.OverNoiseInBestLead"/>
    public required float FormOverNoiseInBestLead { get; init; }

    /// <inheritdoc cref="QrsForm.Slowness"/>
    public required float SlowRise { get; init; }

    /// <summary>Logarithm of the QRS amplitude over the roughness of what is before the QRS.</summary>
    public required float Quiet { get; init; }

    public required float AgainstFew { get; init; }

    public required float AgainstDozens { get; init; }

    public required float Irregularity { get; init; }

    public required float AgainstReference { get; init; }
}
