namespace EdgeEcg.Training.Quantization;

/// <summary>
/// The int8 form of y = x W + b for one known input scale: weights symmetric per output channel, bias in
/// int32 at input scale × weight scale, the unit of the integer sum it is added to.
/// </summary>
/// <param name="Codes">[inputs, outputs], as the float weights.</param>
/// <param name="Scales">[outputs].</param>
/// <param name="Biases">[outputs].</param>
/// <param name="BiasScales">[outputs], input scale × weight scale.</param>
internal sealed record QuantizedWeights(sbyte[] Codes, float[] Scales, int[] Biases, float[] BiasScales)
{
    /// <summary>
    /// A bias stays this far inside int32, so that the sum it is added to cannot overflow: 2³⁰.
    /// </summary>
    private const double LargestBias = 1 << 30;

    private const float SmallestScale = 1e-30f;

    /// <param name="weights">[inputs, outputs].</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="inputScale">Of the int8 input.</param>
    /// <param name="bits">8, or 7: see <see cref="WeightRange"/>.</param>
    public static QuantizedWeights Of(
        ReadOnlySpan<float> weights, ReadOnlySpan<float> bias, float inputScale, WeightRange bits)
    {
        int outputs = bias.Length;
        int limit = (int)bits;
        QuantizedWeights result = new(
            new sbyte[weights.Length], new float[outputs], new int[outputs], new float[outputs]);
        for (int channel = 0; channel < outputs; channel++)
        {
            float scale = ScaleOf(weights, channel, outputs, bias[channel], inputScale, limit);
            result.Scales[channel] = scale;
            for (int i = channel; i < weights.Length; i += outputs)
            {
                result.Codes[i] = (sbyte)Math.Clamp(MathF.Round(weights[i] / scale), -limit, limit);
            }

            float biasScale = inputScale * scale;
            result.BiasScales[channel] = biasScale;
            double code = Math.Round((double)bias[channel] / biasScale);
            result.Biases[channel] = (int)Math.Clamp(code, -LargestBias, LargestBias);
        }

        return result;
    }

    /// <summary>
    /// The scale that the largest weight asks for, or a larger one where the bias would not fit otherwise.
    /// </summary>
    private static float ScaleOf(
        ReadOnlySpan<float> weights, int channel, int outputs, float bias, float inputScale, int limit)
    {
        float largest = 0;
        for (int i = channel; i < weights.Length; i += outputs)
        {
            largest = MathF.Max(largest, MathF.Abs(weights[i]));
        }

        double forBias = Math.Abs((double)bias) / (inputScale * LargestBias);
        double scale = Math.Max((double)largest / limit, forBias);
        return scale < SmallestScale ? 1 : (float)scale;
    }
}
