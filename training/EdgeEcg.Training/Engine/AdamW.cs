using System.Runtime.Intrinsics;

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

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_beta1Power);
        writer.Write(_beta2Power);
        StateArrays.Write(writer, _firstMoment);
        StateArrays.Write(writer, _secondMoment);
    }

    public void ReadFrom(BinaryReader reader)
    {
        _beta1Power = reader.ReadDouble();
        _beta2Power = reader.ReadDouble();
        StateArrays.Read(reader, _firstMoment);
        StateArrays.Read(reader, _secondMoment);
    }

    private void StepSlice(
        WeightSlice slice, float[] weights, float[] gradient, float stepSize, float correction, float keep)
    {
        (float beta1, float beta2) = ((float)_settings.Beta1, (float)_settings.Beta2);
        float epsilon = (float)_settings.Epsilon;
        int i = slice.Offset;
        int end = slice.Offset + slice.Count;
        for (; i <= end - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> g = Vector256.Create(gradient, i);
            Vector256<float> m = (Vector256.Create(_firstMoment, i) * beta1) + (g * (1 - beta1));
            Vector256<float> v = (Vector256.Create(_secondMoment, i) * beta2) + (g * (1 - beta2) * g);
            m.CopyTo(_firstMoment, i);
            v.CopyTo(_secondMoment, i);
            Vector256<float> root = (Vector256.Sqrt(v) * correction) + Vector256.Create(epsilon);
            ((Vector256.Create(weights, i) * keep) - (m * stepSize / root)).CopyTo(weights, i);
        }

        for (; i < end; i++)
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
