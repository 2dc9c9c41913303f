namespace EdgeEcg.Training.Evaluation;

/// <summary>The two ways in which a detector can be wrong about a beat.</summary>
public enum BeatErrorKind
{
    /// <summary>The reference has a beat where the test has none.</summary>
    Missed,

    /// <summary>The test has a beat where the reference has none.</summary>
    Extra,
}
