using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>One vector at every time step: what a decoder unrolls a beat from.</summary>
internal sealed class RepeatLayer(int features, int steps) : ILayer
{
    public SequenceShape Input => new(1, features);

    public SequenceShape Output => new(steps, features);

    public int ScratchFloats(int maxRows) => 0;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        int count = pass.Rows * features;
        for (int step = 0; step < steps; step++)
        {
            pass.Input.AsSpan(0, count).CopyTo(pass.Output.AsSpan(step * count));
        }
    }

    public void Backward(LayerPass pass)
    {
        int count = pass.Rows * features;
        Span<float> dx = pass.InputGradient.AsSpan(0, count);
        dx.Clear();
        for (int step = 0; step < steps; step++)
        {
            TensorPrimitives.Add(dx, pass.OutputGradient.AsSpan(step * count, count), dx);
        }
    }
}
