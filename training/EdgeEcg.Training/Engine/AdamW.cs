namespace EdgeEcg.Training.Engine;

/// <summary>
/// AdamW ("Decoupled weight decay regularization", 2019): first and second moments of the gradient, bias
/// corrected, and a decay that does not pass through them. Weights that are measured, not trained, are left
/// alone.
/// </summary>
internal sealed class AdamW
{
    private readonly AdamWSettings _settings;
    private readonly IReadOnlyList<WeightSlice> _slices;
    private readonly float[] _firstMoment;
    private readonly float[] _secondMoment;
    private double _beta1Power = 1;
    private double _beta2Power = 1;

    public AdamW(WeightLayout layout, AdamWSettings settings)
    {
        _settings = settings;
        _slices = layout.Slices;
        _firstMoment = new float[layout.Count];
        _secondMoment = new float[layout.Count];
    }

    public void Step(float[] weights, float[] gradient, double learningRate)
    {
        _beta1Power *= _settings.Beta1;
        _beta2Power *= _settings.Beta2;
        float stepSize = (float)(learningRate / (1 - _beta1Power));
        float correction = (float)(1 / Math.Sqrt(1 - _beta2Power));
        float keep = (float)(1 - (learningRate * _settings.WeightDecay));
        foreach (WeightSlice slice in _slices)
        {
            if (slice.Role is WeightRole.Trained)
            {
                StepSlice(slice, weights, gradient, stepSize, correction, keep);
            }
        }
    }

    private void StepSlice(
        WeightSlice slice, float[] weights, float[] gradient, float stepSize, float correction, float keep)
    {
        (float beta1, float beta2) = ((float)_settings.Beta1, (float)_settings.Beta2);
        float epsilon = (float)_settings.Epsilon;
        for (int i = slice.Offset; i < slice.Offset + slice.Count; i++)
        {
            float g = gradient[i];
            float m = (beta1 * _firstMoment[i]) + ((1 - beta1) * g);
            float v = (beta2 * _secondMoment[i]) + ((1 - beta2) * g * g);
            _firstMoment[i] = m;
            _secondMoment[i] = v;
            weights[i] = (weights[i] * keep) - (stepSize * m / ((MathF.Sqrt(v) * correction) + epsilon));
        }
    }
}
