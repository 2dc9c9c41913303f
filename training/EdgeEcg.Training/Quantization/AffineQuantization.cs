namespace EdgeEcg.Training.Quantization;

/// <summary>
/// int8 code = clamp(round(value / Scale) + ZeroPoint), rounding half to even, as ONNX's QuantizeLinear. Zero
/// has a code of its own, so a ReLU and padding stay exact.
/// </summary>
internal readonly record struct AffineQuantization(float Scale, sbyte ZeroPoint)
{
    /// <summary>Steps between the lowest and the highest code.</summary>
    private const int Steps = 255;

    /// <summary>Below this a range is a constant zero: its reciprocal would no longer be a float.</summary>
    private const float SmallestSpan = 1e-30f;

    public static AffineQuantization Of(ActivationRange range)
    {
        if (!float.IsFinite(range.Min) || !float.IsFinite(range.Max) || range.Min > range.Max)
        {
            throw new ArgumentException($"{range} is no range.");
        }

        double min = Math.Min(range.Min, 0);
        double max = Math.Max(range.Max, 0);
        if (max - min < SmallestSpan)
        {
            return new AffineQuantization(1, 0);
        }

        float scale = (float)Math.Min((max - min) / Steps, float.MaxValue);
        double zero = Math.Round(sbyte.MinValue - (min / scale));
        return new AffineQuantization(scale, (sbyte)Math.Clamp(zero, sbyte.MinValue, sbyte.MaxValue));
    }

    public sbyte Quantize(float value)
    {
        float code = MathF.Round(value / Scale) + ZeroPoint;
        return (sbyte)Math.Clamp(code, sbyte.MinValue, sbyte.MaxValue);
    }

    public float Dequantize(sbyte code) => (code - ZeroPoint) * Scale;
}
