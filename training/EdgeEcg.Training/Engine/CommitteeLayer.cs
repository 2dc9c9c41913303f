using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// The mean of several members' outputs. While training it adds to the loss what the members' own mean
/// absolute errors exceed that of the mean by (Krogh and Vedelsby 1995 have the squared form), so every
/// member learns as if it were alone, and only the verdict is common. Training must minimise the mean
/// absolute error.
/// </summary>
internal sealed class CommitteeLayer(int members, int features) : ILayer
{
    public SequenceShape Input => new(1, members * features);

    public SequenceShape Output => new(1, features);

    public int Members => members;

    public int ScratchFloats(int maxRows) => 0;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        pass.Penalty = 0;
        for (int row = 0; row < pass.Rows; row++)
        {
            Span<float> mean = pass.Output.AsSpan(row * features, features);
            mean.Clear();
            for (int member = 0; member < members; member++)
            {
                TensorPrimitives.Add(mean, Of(pass.Input, row, member), mean);
            }

            TensorPrimitives.Multiply(mean, 1f / members, mean);
            if (pass.Training)
            {
                pass.Penalty += Excess(pass, row, mean) / (members * features * pass.Rows);
            }
        }
    }

    public void Backward(LayerPass pass)
    {
        float slope = 1f / (members * features * pass.Rows);
        for (int row = 0; row < pass.Rows; row++)
        {
            ReadOnlySpan<float> truth = pass.Beats.AsSpan(row * features, features);
            ReadOnlySpan<float> mean = pass.Output.AsSpan(row * features, features);
            ReadOnlySpan<float> dy = pass.OutputGradient.AsSpan(row * features, features);
            for (int member = 0; member < members; member++)
            {
                ReadOnlySpan<float> y = Of(pass.Input, row, member);
                Span<float> dx = Of(pass.InputGradient, row, member);
                for (int i = 0; i < dx.Length; i++)
                {
                    int signs = Math.Sign(y[i] - truth[i]) - Math.Sign(mean[i] - truth[i]);
                    dx[i] = (dy[i] / members) + (slope * signs);
                }
            }
        }
    }

    /// <summary>Σₖ Σᵢ |yₖᵢ − xᵢ| − |ȳᵢ − xᵢ|, which is never below 0.</summary>
    private double Excess(LayerPass pass, int row, ReadOnlySpan<float> mean)
    {
        ReadOnlySpan<float> truth = pass.Beats.AsSpan(row * features, features);
        double excess = 0;
        for (int member = 0; member < members; member++)
        {
            ReadOnlySpan<float> y = Of(pass.Input, row, member);
            for (int i = 0; i < y.Length; i++)
            {
                excess += Math.Abs(y[i] - truth[i]) - Math.Abs(mean[i] - truth[i]);
            }
        }

        return excess;
    }

    private Span<float> Of(float[] values, int row, int member) =>
        values.AsSpan(((row * members) + member) * features, features);
}
