using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Onnx;

namespace EdgeEcg.Training.Quantization;

/// <summary>
/// Runs calibration beats through the float network, once for the range of every stage's input and once for
/// its histogram, and chooses the int8 scale and zero point of each.
/// </summary>
internal static class Calibration
{
    private const int ChunkRows = 64;

    /// <returns>One per stage, for its input.</returns>
    public static AffineQuantization[] Of(
        Network network,
        float[] weights,
        IReadOnlyList<FeedForwardStage> stages,
        BeatMatrix beats,
        CalibrationMethod method)
    {
        ActivationRange[] ranges = new ActivationRange[stages.Count];
        Array.Fill(ranges, new ActivationRange(float.PositiveInfinity, float.NegativeInfinity));
        Visit(network, weights, stages, beats, (i, values) => ranges[i] = Widen(ranges[i], values));
        ActivationHistogram[] histograms = Array.ConvertAll(ranges, range => new ActivationHistogram(range));
        Visit(network, weights, stages, beats, (i, values) => histograms[i].Add(values));
        return Array.ConvertAll(histograms, histogram => AffineQuantization.Of(histogram.Choose(method)));
    }

    private static void Visit(
        Network network,
        float[] weights,
        IReadOnlyList<FeedForwardStage> stages,
        BeatMatrix beats,
        Action<int, ReadOnlySpan<float>> visit)
    {
        NetworkPass pass = new(network, weights, ChunkRows, training: false, new Crew(1), seed: 0);
        float[] reconstructions = new float[ChunkRows * beats.Samples];
        for (int first = 0; first < beats.Rows; first += ChunkRows)
        {
            int rows = Math.Min(ChunkRows, beats.Rows - first);
            ReadOnlySpan<float> chunk = beats.Values.Slice(first * beats.Samples, rows * beats.Samples);
            pass.Forward(chunk, rows, reconstructions, training: false);
            visit(0, chunk);
            for (int stage = 1; stage < stages.Count; stage++)
            {
                visit(stage, pass.OutputOf(stages[stage - 1].LastLayer));
            }
        }
    }

    private static ActivationRange Widen(ActivationRange range, ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            range = new ActivationRange(Math.Min(range.Min, value), Math.Max(range.Max, value));
        }

        return range;
    }
}
