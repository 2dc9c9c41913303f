using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Onnx;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Tests.Training.Onnx;

/// <summary>
/// The int8 model in plain integer arithmetic, one loop per sum: the oracle of the exported graph. A hidden
/// sum becomes the next code by one multiplication and a rounding half to even; the ReLU is the clamp at the
/// zero point.
/// </summary>
internal sealed class Int8Twin
{
    private readonly IReadOnlyList<FeedForwardStage> _stages;
    private readonly AffineQuantization[] _inputs;
    private readonly QuantizedWeights[] _weights;

    public Int8Twin(Network network, float[] weights, BeatMatrix beats, WeightRange range)
    {
        _stages = FeedForwardStages.Of(network, weights);
        _inputs = Calibration.Of(network, weights, _stages, beats, CalibrationMethod.MinMax);
        _weights = [.. _stages.Zip(_inputs, (stage, input) =>
            QuantizedWeights.Of(stage.Weights, stage.Bias, input.Scale, range))];
    }

    public float[] Reconstruct(ReadOnlySpan<float> beat)
    {
        sbyte[] codes = [.. beat.ToArray().Select(_inputs[0].Quantize)];
        for (int stage = 0; stage < _stages.Count - 1; stage++)
        {
            float[] sumScales = _weights[stage].BiasScales;
            AffineQuantization output = _inputs[stage + 1];
            codes = [.. Sums(stage, codes).Zip(sumScales, (sum, scale) => Requantize(sum, scale, output))];
        }

        float[] scales = _weights[^1].BiasScales;
        return [.. Sums(_stages.Count - 1, codes).Select((sum, n) => MathF.Tanh(sum * scales[n]))];
    }

    private int[] Sums(int stage, sbyte[] codes)
    {
        QuantizedWeights weights = _weights[stage];
        int[] sums = [.. weights.Biases];
        for (int k = 0; k < codes.Length; k++)
        {
            for (int n = 0; n < sums.Length; n++)
            {
                sums[n] += (codes[k] - _inputs[stage].ZeroPoint) * weights.Codes[(k * sums.Length) + n];
            }
        }

        return sums;
    }

    private static sbyte Requantize(int sum, float sumScale, AffineQuantization output)
    {
        float code = MathF.Round(sum * (sumScale / output.Scale)) + output.ZeroPoint;
        return (sbyte)Math.Clamp(code, sbyte.MinValue, sbyte.MaxValue);
    }
}
