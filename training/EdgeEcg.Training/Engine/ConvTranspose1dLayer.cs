namespace EdgeEcg.Training.Engine;

/// <summary>
/// Transposed convolution: each input step adds x Wₖ to the output steps its window covers. It is the adjoint
/// of <see cref="Conv1dLayer"/> over the same <see cref="StepWindows"/>, so a decoder mirrors an encoder.
/// </summary>
internal sealed class ConvTranspose1dLayer : ILayer
{
    public ConvTranspose1dLayer(
        WeightLayout layout, string name, SequenceShape input, SequenceShape output, StepWindows windows)
    {
        if (windows.CountOver(output.Steps) != input.Steps)
        {
            throw new ArgumentException($"{windows} over {output.Steps} steps does not give {input.Steps}.");
        }

        Input = input;
        Output = output;
        Windows = windows;
        Weight = layout.Reserve(name + ".weight", input.Features, windows.Taps * output.Features);
        Bias = layout.Reserve(name + ".bias", 1, output.Features);
    }

    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    public StepWindows Windows { get; }

    /// <summary>W [inputs, taps · outputs].</summary>
    public WeightSlice Weight { get; }

    public WeightSlice Bias { get; }

    /// <summary>The windows, then whatever is packed.</summary>
    public int ScratchFloats(int maxRows)
    {
        int rows = Input.Steps * maxRows;
        int packed = Math.Max(
            MatrixProduct.PackedCount(
                Weight.Rows, Weight.Columns), MatrixProduct.PackedCount(Weight.Columns, Weight.Rows));
        return (rows * Weight.Columns) + Math.Max(packed, MatrixProduct.PackedCount(rows, Weight.Columns));
    }

    /// <summary>Uniform in ±1/√(taps · outputs), as PyTorch's ConvTranspose1d.</summary>
    public void Initialise(float[] weights, SeededRandom random)
    {
        float limit = 1 / MathF.Sqrt(Weight.Columns);
        random.FillUniform(Weight.Of(weights), limit);
        random.FillUniform(Bias.Of(weights), limit);
    }

    public void Forward(LayerPass pass)
    {
        int rows = Input.Steps * pass.Rows;
        Memory<float> windows = pass.Scratch.AsMemory(0, rows * Weight.Columns);
        Memory<float> packed = pass.Scratch.AsMemory(windows.Length);
        MatrixProduct.Pack(Weight.View(pass.Weights), packed.Span);
        MatrixView x = new(pass.Input, rows, Input.Features);
        MatrixProduct.MultiplyTogether(pass.Crew, x, packed, windows, Weight.Columns, accumulate: false);
        for (int r = 0; r < Output.Steps * pass.Rows; r++)
        {
            Bias.Of(pass.Weights).CopyTo(pass.Output.AsSpan(r * Output.Features));
        }

        Windows.Scatter(windows.Span, Output, pass.Rows, pass.Output);
    }

    /// <summary>With dw the gathered dy: dW = xᵀ dw, db = Σ dy, dx = dw Wᵀ.</summary>
    public void Backward(LayerPass pass)
    {
        int rows = Input.Steps * pass.Rows;
        Memory<float> windows = pass.Scratch.AsMemory(0, rows * Weight.Columns);
        Memory<float> packed = pass.Scratch.AsMemory(windows.Length);
        Windows.Gather(pass.OutputGradient, Output, pass.Rows, windows.Span);
        MatrixView gradient = new(windows, rows, Weight.Columns);
        MatrixProduct.Pack(gradient, packed.Span);
        MatrixView x = new(pass.Input, rows, Input.Features);
        Memory<float> dw = pass.WeightGradient.AsMemory(Weight.Offset, Weight.Count);
        MatrixProduct.MultiplyTogether(
            pass.Crew, x.Transposed, packed, dw, Weight.Columns, accumulate: false);
        VectorMath.SumRows(pass.OutputGradient, Output.Steps * pass.Rows, Bias.Of(pass.WeightGradient));
        if (pass.WantsInputGradient)
        {
            MatrixProduct.Pack(Weight.View(pass.Weights).Transposed, packed.Span);
            MatrixProduct.MultiplyTogether(
                pass.Crew, gradient, packed, pass.InputGradient, Input.Features, accumulate: false);
        }
    }
}
