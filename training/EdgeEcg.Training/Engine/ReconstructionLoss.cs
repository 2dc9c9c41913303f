using System.Diagnostics;
using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// What training minimises: the mean over a batch of the same <see cref="ReconstructionError"/> that the
/// device scores with.
/// </summary>
internal sealed class ReconstructionLoss
{
    private readonly ErrorMeasure _measure;
    private readonly float[] _positionWeights;
    private readonly double _divisor;

    public ReconstructionLoss(ErrorMeasure measure, float[] positionWeights)
    {
        _measure = measure;
        _positionWeights = positionWeights;
        _divisor = measure is ErrorMeasure.WeightedSumAbsolute ? 1 : positionWeights.Sum(
            weight => (double)weight);
    }

    public double Value(ReadOnlySpan<float> beats, ReadOnlySpan<float> reconstructions, int rows)
    {
        int width = _positionWeights.Length;
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> beat = beats.Slice(row * width, width);
            sum += ReconstructionError.Of(
                _measure, beat, reconstructions.Slice(row * width, width), _positionWeights);
        }

        return sum / rows;
    }

    /// <param name="beats">[rows, positions].</param>
    /// <param name="reconstructions">[rows, positions].</param>
    /// <param name="rows">Beats.</param>
    /// <param name="gradient">Receives dLoss/dReconstruction, [rows, positions].</param>
    public void Gradient(
        ReadOnlySpan<float> beats, ReadOnlySpan<float> reconstructions, int rows, Span<float> gradient)
    {
        int width = _positionWeights.Length;
        float scale = (float)(1 / (_divisor * rows));
        for (int i = 0; i < rows * width; i++)
        {
            float difference = reconstructions[i] - beats[i];
            gradient[i] = scale * _positionWeights[i % width] * Slope(difference);
        }
    }

    private float Slope(float difference) => _measure switch
    {
        ErrorMeasure.WeightedMeanSquared => 2 * difference,
        ErrorMeasure.WeightedMeanAbsolute or ErrorMeasure.WeightedSumAbsolute => Math.Sign(difference),
        _ => throw new UnreachableException(),
    };
}
