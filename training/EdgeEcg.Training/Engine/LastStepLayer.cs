namespace EdgeEcg.Training.Engine;

/// <summary>The last time step of a sequence: what an encoder has understood when the beat is over.</summary>
internal sealed class LastStepLayer(SequenceShape shape) : ILayer
{
    public SequenceShape Input => shape;

    public SequenceShape Output => shape with { Steps = 1 };

    public int ScratchFloats(int maxRows) => 0;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass)
    {
        int count = pass.Rows * shape.Features;
        pass.Input.AsSpan((shape.Steps - 1) * count, count).CopyTo(pass.Output);
    }

    public void Backward(LayerPass pass)
    {
        int count = pass.Rows * shape.Features;
        Span<float> dx = pass.InputGradient.AsSpan(0, shape.Steps * count);
        dx.Clear();
        pass.OutputGradient.AsSpan(0, count).CopyTo(dx[((shape.Steps - 1) * count)..]);
    }
}
