namespace EdgeEcg.Training.Engine;

/// <summary>
/// The same values of a beat seen as another shape, for instance [35 steps, 8 features] as [1 step, 280
/// features]. Values keep their order within the beat.
/// </summary>
internal sealed class ReshapeLayer : ILayer
{
    public ReshapeLayer(SequenceShape input, SequenceShape output)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(output.Values, input.Values, nameof(output));
        Input = input;
        Output = output;
    }

    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    public int ScratchFloats(int maxRows) => 0;

    public void Initialise(float[] weights, SeededRandom random)
    {
    }

    public void Forward(LayerPass pass) => Copy(pass.Input, Input, pass.Output, Output, pass.Rows);

    public void Backward(LayerPass pass)
    {
        if (pass.WantsInputGradient)
        {
            Copy(pass.OutputGradient, Output, pass.InputGradient, Input, pass.Rows);
        }
    }

    private static void Copy(
        float[] from, SequenceShape fromShape, float[] to, SequenceShape toShape, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            for (int i = 0; i < fromShape.Values; i++)
            {
                to[IndexOf(i, row, toShape, rows)] = from[IndexOf(i, row, fromShape, rows)];
            }
        }
    }

    /// <summary>Where value <paramref name="i"/> of a beat lies in a time-major batch.</summary>
    private static int IndexOf(int i, int row, SequenceShape shape, int rows) =>
        (((i / shape.Features * rows) + row) * shape.Features) + (i % shape.Features);
}
