using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// Batch normalisation (Ioffe and Szegedy 2015) of every feature over the batch: x̂ = (x − mean) / √(variance
/// + ε), y = γ x̂ + β. While training mean and variance are the batch's own and flow into running ones, which
/// are used afterwards and folded away when the model is exported.
/// </summary>
internal sealed class BatchNormLayer : ILayer
{
    public const float Epsilon = 1e-5f;

    /// <summary>Share of a new batch in the running mean and variance.</summary>
    public const float Momentum = 0.1f;

    private readonly int _features;

    public BatchNormLayer(WeightLayout layout, string name, SequenceShape shape)
    {
        Input = shape;
        _features = shape.Features;
        Gamma = layout.Reserve(name + ".gamma", 1, _features);
        Beta = layout.Reserve(name + ".beta", 1, _features);
        RunningMean = layout.Reserve(name + ".running_mean", 1, _features, WeightRole.Measured);
        RunningVariance = layout.Reserve(name + ".running_variance", 1, _features, WeightRole.Measured);
    }

    public SequenceShape Input { get; }

    public SequenceShape Output => Input;

    public WeightSlice Gamma { get; }

    public WeightSlice Beta { get; }

    public WeightSlice RunningMean { get; }

    public WeightSlice RunningVariance { get; }

    /// <summary>x̂ [rows, features], then mean and 1/√(variance + ε).</summary>
    public int ScratchFloats(int maxRows) => (maxRows * Input.Values) + (2 * _features);

    public void Initialise(float[] weights, SeededRandom random)
    {
        Gamma.Of(weights).Fill(1);
        Beta.Of(weights).Clear();
        RunningMean.Of(weights).Clear();
        RunningVariance.Of(weights).Fill(1);
    }

    public void Forward(LayerPass pass)
    {
        int rows = Input.Steps * pass.Rows;
        Span<float> normalised = pass.Scratch.AsSpan(0, rows * _features);
        Span<float> mean = pass.Scratch.AsSpan(normalised.Length, _features);
        Span<float> inverse = pass.Scratch.AsSpan(normalised.Length + _features, _features);
        if (pass.Training)
        {
            Measure(pass, rows, mean, inverse);
        }
        else
        {
            RunningMean.Of(pass.Weights).CopyTo(mean);
            Invert(RunningVariance.Of(pass.Weights), inverse);
        }

        ReadOnlySpan<float> gamma = Gamma.Of(pass.Weights);
        ReadOnlySpan<float> beta = Beta.Of(pass.Weights);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> x = pass.Input.AsSpan(row * _features, _features);
            Span<float> y = pass.Output.AsSpan(row * _features, _features);
            Span<float> hat = normalised.Slice(row * _features, _features);
            TensorPrimitives.Subtract(x, mean, hat);
            TensorPrimitives.Multiply(hat, inverse, hat);
            TensorPrimitives.Multiply(hat, gamma, y);
            TensorPrimitives.Add(y, beta, y);
        }
    }

    /// <summary>
    /// dx = γ / √(variance + ε) · (dy − mean(dy) − x̂ · mean(dy x̂)), dγ = Σ dy x̂, dβ = Σ dy.
    /// </summary>
    public void Backward(LayerPass pass)
    {
        int rows = Input.Steps * pass.Rows;
        ReadOnlySpan<float> normalised = pass.Scratch.AsSpan(0, rows * _features);
        ReadOnlySpan<float> inverse = pass.Scratch.AsSpan(normalised.Length + _features, _features);
        ReadOnlySpan<float> dy = pass.OutputGradient.AsSpan(0, normalised.Length);
        ReadOnlySpan<float> gamma = Gamma.Of(pass.Weights);
        Span<float> dGamma = Gamma.Of(pass.WeightGradient);
        Span<float> dBeta = Beta.Of(pass.WeightGradient);
        dGamma.Clear();
        VectorMath.SumRows(dy, rows, dBeta);
        for (int i = 0; i < dy.Length; i += _features)
        {
            for (int f = 0; f < _features; f++)
            {
                dGamma[f] += dy[i + f] * normalised[i + f];
            }
        }

        Span<float> dx = pass.InputGradient;
        for (int i = 0; i < dx.Length && i < dy.Length; i += _features)
        {
            for (int f = 0; f < _features; f++)
            {
                float centred = dy[i + f] - ((dBeta[f] + (normalised[i + f] * dGamma[f])) / rows);
                dx[i + f] = gamma[f] * inverse[f] * centred;
            }
        }
    }

    private void Measure(LayerPass pass, int rows, Span<float> mean, Span<float> inverse)
    {
        VectorMath.SumRows(pass.Input, rows, mean);
        foreach (ref float value in mean)
        {
            value /= rows;
        }

        Span<float> variance = inverse;
        variance.Clear();
        for (int i = 0; i < rows * _features; i += _features)
        {
            for (int f = 0; f < _features; f++)
            {
                float centred = pass.Input[i + f] - mean[f];
                variance[f] += centred * centred / rows;
            }
        }

        float unbiased = rows > 1 ? rows / (rows - 1f) : 1;
        Span<float> runningMean = RunningMean.Of(pass.Weights);
        Span<float> runningVariance = RunningVariance.Of(pass.Weights);
        for (int f = 0; f < _features; f++)
        {
            runningMean[f] += Momentum * (mean[f] - runningMean[f]);
            runningVariance[f] += Momentum * ((variance[f] * unbiased) - runningVariance[f]);
        }

        Invert(variance, inverse);
    }

    private static void Invert(ReadOnlySpan<float> variance, Span<float> inverse)
    {
        for (int f = 0; f < inverse.Length; f++)
        {
            inverse[f] = 1 / MathF.Sqrt(variance[f] + Epsilon);
        }
    }
}
