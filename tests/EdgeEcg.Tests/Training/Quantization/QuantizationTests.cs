using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Tests.Training.Quantization;

public sealed class QuantizationTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    [InlineData(-2, -2)]
    [InlineData(-1, 1)]
    [InlineData(0, 6)]
    [InlineData(-1e-35, 1e-35)]
    [InlineData(-3.4e38, 3.4e38)]
    public void Every_range_has_a_finite_scale_and_an_exact_zero(float min, float max)
    {
        AffineQuantization quantization = AffineQuantization.Of(new ActivationRange(min, max));

        Assert.True(float.IsFinite(quantization.Scale) && quantization.Scale > 0);
        Assert.Equal(0, quantization.Dequantize(quantization.Quantize(0)));
    }

    [Fact]
    public void Values_inside_the_range_come_back_within_half_a_step_and_others_are_clamped()
    {
        AffineQuantization quantization = AffineQuantization.Of(new ActivationRange(-1, 3));

        for (float value = -1; value <= 3; value += 0.013f)
        {
            float back = quantization.Dequantize(quantization.Quantize(value));
            Assert.InRange(back - value, -0.51f * quantization.Scale, 0.51f * quantization.Scale);
        }

        Assert.Equal(sbyte.MaxValue, quantization.Quantize(1e30f));
        Assert.Equal(sbyte.MinValue, quantization.Quantize(-1e30f));
    }

    [Theory]
    [InlineData(float.NaN, 1)]
    [InlineData(0, float.PositiveInfinity)]
    [InlineData(2, 1)]
    public void What_is_no_range_is_refused(float min, float max) =>
        Assert.Throws<ArgumentException>(() => AffineQuantization.Of(new ActivationRange(min, max)));

    [Theory]
    [InlineData(WeightRange.EightBits, 127)]
    [InlineData(WeightRange.SevenBits, 64)]
    public void All_zero_constant_extreme_and_one_outlier_channels_survive(WeightRange range, int limit)
    {
        // Channels of two weights each: all zero, constant, ±max, one outlier, tiny.
        float[] weights = [0, 0.5f, 1e30f, 1e-4f, 1e-40f, 0, 0.5f, -1e30f, 100, 1e-40f];
        float[] bias = [0, 1, -1, 2, 3];

        QuantizedWeights quantized = QuantizedWeights.Of(weights, bias, inputScale: 0.01f, range);

        Assert.All(quantized.Scales, scale => Assert.True(float.IsFinite(scale) && scale > 0));
        Assert.All(quantized.Codes, code => Assert.InRange(code, -limit, limit));
        Assert.Equal(
            [0, limit, limit, 0, 0, 0, limit, -limit, limit, 0], quantized.Codes.Select(code => (int)code));
        Assert.Equal(100f, quantized.Codes[8] * quantized.Scales[3], 1e-4f);
    }

    [Fact]
    public void A_bias_too_large_for_its_weights_widens_their_scale_instead_of_overflowing()
    {
        QuantizedWeights quantized = QuantizedWeights.Of(
            [1e-9f], [5f], inputScale: 1e-3f, WeightRange.EightBits);

        Assert.InRange(quantized.Biases[0], 1, 1 << 30);
        Assert.Equal(5.0, (double)quantized.Biases[0] * quantized.BiasScales[0], 1e-3);
    }

    [Fact]
    public void Min_max_keeps_an_outlier_that_percentile_and_entropy_clamp()
    {
        float[] values = new float[100_001];
        new SeededRandom(4, stream: 1).FillUniform(values, 1);
        values[^1] = 50;
        ActivationHistogram histogram = new(new ActivationRange(values.Min(), 50));

        histogram.Add(values);

        Assert.Equal(50, histogram.Choose(CalibrationMethod.MinMax).Max);
        Assert.InRange(histogram.Choose(CalibrationMethod.Percentile).Max, 0.95f, 1.1f);
        Assert.InRange(histogram.Choose(CalibrationMethod.Entropy).Max, 0.9f, 10f);
    }

    [Theory]
    [InlineData(CalibrationMethod.MinMax)]
    [InlineData(CalibrationMethod.Percentile)]
    [InlineData(CalibrationMethod.Entropy)]
    public void A_constant_tensor_keeps_its_value(CalibrationMethod method)
    {
        ActivationHistogram histogram = new(new ActivationRange(2, 2));

        histogram.Add([2, 2, 2]);

        Assert.Equal(new ActivationRange(2, 2), histogram.Choose(method));
    }
}
