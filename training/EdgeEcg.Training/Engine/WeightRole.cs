namespace EdgeEcg.Training.Engine;

internal enum WeightRole
{
    /// <summary>Moved by the optimiser.</summary>
    Trained,

    /// <summary>
    /// Measured while training, such as the running mean of a batch norm; the optimiser leaves it alone.
    /// </summary>
    Measured,
}
