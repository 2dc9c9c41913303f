namespace EdgeEcg.Training.Engine;

/// <summary>What a <see cref="SparsityLayer"/> adds up.</summary>
internal enum SparsityForm
{
    /// <summary>
    /// KL(ρ ‖ ρ̂) = ρ log(ρ/ρ̂) + (1 − ρ) log((1 − ρ)/(1 − ρ̂)): zero at the target, and pulls towards it.
    /// </summary>
    Divergence,

    /// <summary>
    /// ρ log(ρ/ρ̂) alone, which is what the SRL-AE authors' call of PyTorch's kl_div gives. It pulls far more
    /// weakly, and away from zero.
    /// </summary>
    FirstTerm,
}
