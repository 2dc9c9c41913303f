using EdgeEcg.Training.Engine;

namespace EdgeEcg.Training.Quantization;

/// <summary>
/// A pass whose weights are rounded before every forward. Their derivatives are handed on as if they had not
/// been, so the optimiser moves the exact ones.
/// </summary>
/// <param name="network">Its shape.</param>
/// <param name="exact">The weights the optimiser moves.</param>
/// <param name="working">Those of <paramref name="inner"/>.</param>
/// <param name="rounding">From the one to the other.</param>
/// <param name="inner">Does the work.</param>
internal sealed class RoundedPass(
    Network network, float[] exact, float[] working, RoundedWeights rounding, INetworkPass inner)
    : INetworkPass
{
    public float[] WeightGradient => inner.WeightGradient;

    public double Penalty => inner.Penalty;

    public SeededRandom Noise => inner.Noise;

    public void Forward(ReadOnlySpan<float> beats, int rows, Span<float> reconstruction, bool training)
    {
        exact.CopyTo(working, 0);
        rounding.Round(exact, working);
        inner.Forward(beats, rows, reconstruction, training);
        foreach (WeightSlice slice in network.Layout.Slices)
        {
            // What a batch norm measured in this pass.
            if (training && slice.Role is WeightRole.Measured)
            {
                slice.Of(working).CopyTo(slice.Of(exact));
            }
        }
    }

    public void Backward(ReadOnlySpan<float> outputGradient) => inner.Backward(outputGradient);

    public void Dispose() => inner.Dispose();
}
