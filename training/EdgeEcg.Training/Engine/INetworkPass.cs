namespace EdgeEcg.Training.Engine;

/// <summary>
/// One network at work on one set of weights, whatever multiplies the matrices: forward and backward, batch
/// by batch. Beats are [rows, values], one after the other; weights and their derivatives have the network's
/// layout. Given the same weights and noise every implementation gives the same numbers but for rounding.
/// </summary>
internal interface INetworkPass : IDisposable
{
    /// <summary>dLoss/dWeights after <see cref="Backward"/>, in the network's layout.</summary>
    public float[] WeightGradient { get; }

    /// <summary>What penalty layers added to the loss in the last forward pass.</summary>
    public double Penalty { get; }

    /// <summary>Of all dropout layers together.</summary>
    public SeededRandom Noise { get; }

    /// <param name="beats">[rows, values].</param>
    /// <param name="rows">1 … the most rows that it was made for.</param>
    /// <param name="reconstruction">Receives [rows, values].</param>
    /// <param name="training">Dropout drops, batch norm measures.</param>
    public void Forward(ReadOnlySpan<float> beats, int rows, Span<float> reconstruction, bool training);

    /// <param name="outputGradient">dLoss/dReconstruction of the last forward pass, [rows, values].</param>
    public void Backward(ReadOnlySpan<float> outputGradient);
}
