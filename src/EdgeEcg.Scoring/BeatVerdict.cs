namespace EdgeEcg.Scoring;

/// <summary>What was made of one beat.</summary>
/// <param name="Score">
/// By the package's verdict (<see cref="VerdictFormula"/>); without one, how far the reconstruction is from
/// the beat by its error measure, in shares of the wearer's QRS amplitude. None where it was not scored.
/// </param>
/// <param name="Anomalous">
/// The score passes the model's threshold, the beat is ventricular, or the rhythm is out of its limits.
/// </param>
/// <param name="Reasons">For an anomalous beat, what is abnormal; for one without a score, why.</param>
public readonly record struct BeatVerdict(float? Score, bool Anomalous, BeatReasons Reasons)
{
    /// <summary>
    /// Logarithm of the odds that the beat is ventricular, as far as it is surely no noise; none where the
    /// wearer is not known yet, the model does not tell, or it is too noisy even for that. A beat too noisy
    /// for a score may have it.
    /// </summary>
    public float? VentricularEvidence { get; init; }
}
