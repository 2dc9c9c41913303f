using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// While training, each value is zeroed with a probability and the rest divided by the chance to survive
/// (Srivastava et al. 2014, in the inverted form), so that nothing needs doing afterwards.
/// </summary>
internal sealed class DropoutLayer(SequenceShape shape, float probability) : ILayer
{
    public SequenceShape Input => shape;

    public SequenceShape Output => shape;

    public float Probability => probability;

    /// <summary>The mask, 0 or 1/(1 − probability) for each value.</summary>
    public int ScratchFloats(int maxRows) => maxRows * shape.Values;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        int count = pass.Rows * shape.Values;
        ReadOnlySpan<float> x = pass.Input.AsSpan(0, count);
        Span<float> y = pass.Output.AsSpan(0, count);
        if (!pass.Training)
        {
            x.CopyTo(y);
            return;
        }

        Span<float> mask = pass.Scratch.AsSpan(0, count);
        pass.Noise.FillDropped(mask, probability, survivor: 1 / (1 - probability));
        TensorPrimitives.Multiply(x, mask, y);
    }

    public void Backward(LayerPass pass)
    {
        if (!pass.WantsInputGradient)
        {
            return;
        }

        int count = pass.Rows * shape.Values;
        ReadOnlySpan<float> dy = pass.OutputGradient.AsSpan(0, count);
        TensorPrimitives.Multiply(dy, pass.Scratch.AsSpan(0, count), pass.InputGradient);
    }
}
