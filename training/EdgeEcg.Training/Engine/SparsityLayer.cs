using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// Passes its input on and adds a penalty to the loss: weight · Σ KL(ρ ‖ ρ̂), where ρ̂ is the mean of an
/// activation over the batch, mapped from [−1, 1] to [0, 1]; summed over the features, the mean over the
/// steps (Ng, "Sparse autoencoder", 2011).
/// </summary>
internal sealed class SparsityLayer(SequenceShape shape, SparsityForm form, float target, float weight)
    : ILayer
{
    /// <summary>Keeps ρ̂ away from 0 and 1, where the divergence is infinite.</summary>
    private const float Margin = 1e-6f;

    public SequenceShape Input => shape;

    public SequenceShape Output => shape;

    /// <summary>dPenalty/dActivation [steps, features], the same for every row.</summary>
    public int ScratchFloats(int maxRows) => shape.Values;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        pass.Input.AsSpan(0, pass.Rows * shape.Values).CopyTo(pass.Output);
        pass.Penalty = 0;
        if (!pass.Training)
        {
            return;
        }

        float ofOneStep = weight / shape.Steps;
        for (int step = 0; step < shape.Steps; step++)
        {
            Span<float> means = pass.Scratch.AsSpan(step * shape.Features, shape.Features);
            ReadOnlySpan<float> rows = pass.Input.AsSpan(step * pass.Rows * shape.Features);
            VectorMath.SumRows(rows, pass.Rows, means);
            foreach (ref float mean in means)
            {
                float share = Math.Clamp(((mean / pass.Rows) + 1) / 2, Margin, 1 - Margin);
                pass.Penalty += ofOneStep * Divergence(share);
                mean = ofOneStep * Slope(share) / (2 * pass.Rows);
            }
        }
    }

    public void Backward(LayerPass pass)
    {
        int features = shape.Features;
        for (int r = 0; r < shape.Steps * pass.Rows; r++)
        {
            ReadOnlySpan<float> slope = pass.Scratch.AsSpan(r / pass.Rows * features, features);
            ReadOnlySpan<float> dy = pass.OutputGradient.AsSpan(r * features, features);
            TensorPrimitives.Add(dy, slope, pass.InputGradient.AsSpan(r * features));
        }
    }

    private double Divergence(double share)
    {
        double active = target * Math.Log(target / share);
        return form is SparsityForm.FirstTerm
            ? active
            : active + ((1 - target) * Math.Log((1 - target) / (1 - share)));
    }

    private float Slope(float share)
    {
        float active = -target / share;
        return form is SparsityForm.FirstTerm ? active : active + ((1 - target) / (1 - share));
    }
}
