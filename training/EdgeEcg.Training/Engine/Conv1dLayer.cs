namespace EdgeEcg.Training.Engine;

/// <summary>
/// One-dimensional convolution over time: y[w] = b + Σ x[w · stride − padding + k] · Wₖ, as one product of
/// the gathered windows with W [taps · inputs, outputs].
/// </summary>
internal sealed class Conv1dLayer : ILayer
{
    public Conv1dLayer(
        WeightLayout layout, string name, SequenceShape input, int outputs, StepWindows windows)
    {
        Input = input;
        Output = new SequenceShape(windows.CountOver(input.Steps), outputs);
        Windows = windows;
        Weight = layout.Reserve(name + ".weight", windows.Taps * input.Features, outputs);
        Bias = layout.Reserve(name + ".bias", 1, outputs);
    }

    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    public StepWindows Windows { get; }

    /// <summary>W [taps · inputs, outputs].</summary>
    public WeightSlice Weight { get; }

    public WeightSlice Bias { get; }

    /// <summary>The windows, then whatever is packed.</summary>
    public int ScratchFloats(int maxRows)
    {
        int rows = Output.Steps * maxRows;
        int packed = Math.Max(
            MatrixProduct.PackedCount(
                Weight.Rows, Weight.Columns), MatrixProduct.PackedCount(Weight.Columns, Weight.Rows));
        return (rows * Weight.Rows) + Math.Max(packed, MatrixProduct.PackedCount(rows, Weight.Columns));
    }

    /// <summary>Uniform in ±1/√(taps · inputs), as PyTorch's Conv1d.</summary>
    public void Initialise(float[] weights, SeededRandom random)
    {
        float limit = 1 / MathF.Sqrt(Weight.Rows);
        random.FillUniform(Weight.Of(weights), limit);
        random.FillUniform(Bias.Of(weights), limit);
    }

    public void Forward(LayerPass pass)
    {
        int rows = Output.Steps * pass.Rows;
        Memory<float> windows = pass.Scratch.AsMemory(0, rows * Weight.Rows);
        Memory<float> packed = pass.Scratch.AsMemory(windows.Length);
        Windows.Gather(pass.Input, Input, pass.Rows, windows.Span);
        for (int r = 0; r < rows; r++)
        {
            Bias.Of(pass.Weights).CopyTo(pass.Output.AsSpan(r * Output.Features));
        }

        MatrixProduct.Pack(Weight.View(pass.Weights), packed.Span);
        MatrixView a = new(windows, rows, Weight.Rows);
        MatrixProduct.MultiplyTogether(pass.Crew, a, packed, pass.Output, Output.Features, accumulate: true);
    }

    /// <summary>dW = windowsᵀ dy, db = Σ dy, and dy Wᵀ added up where the windows came from.</summary>
    public void Backward(LayerPass pass)
    {
        int rows = Output.Steps * pass.Rows;
        Memory<float> windows = pass.Scratch.AsMemory(0, rows * Weight.Rows);
        Memory<float> packed = pass.Scratch.AsMemory(windows.Length);
        MatrixView dy = new(pass.OutputGradient, rows, Output.Features);
        MatrixProduct.Pack(dy, packed.Span);
        Memory<float> dw = pass.WeightGradient.AsMemory(Weight.Offset, Weight.Count);
        MatrixView a = new(windows, rows, Weight.Rows);
        MatrixProduct.MultiplyTogether(
            pass.Crew, a.Transposed, packed, dw, Output.Features, accumulate: false);
        VectorMath.SumRows(dy.Values.Span, rows, Bias.Of(pass.WeightGradient));
        if (pass.WantsInputGradient)
        {
            MatrixProduct.Pack(Weight.View(pass.Weights).Transposed, packed.Span);
            MatrixProduct.MultiplyTogether(pass.Crew, dy, packed, windows, Weight.Rows, accumulate: false);
            Span<float> dx = pass.InputGradient.AsSpan(0, pass.Rows * Input.Values);
            dx.Clear();
            Windows.Scatter(windows.Span, Input, pass.Rows, dx);
        }
    }
}
