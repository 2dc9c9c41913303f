namespace EdgeEcg.Training.Engine;

/// <summary>
/// y = x W + b on every time step, x [steps·rows, inputs], W [inputs, outputs]. With more than one step it is
/// what others call a time-distributed dense layer.
/// </summary>
internal sealed class DenseLayer : ILayer
{
    private readonly bool _hasBias;
    private readonly bool _normalFirstWeights;

    /// <param name="layout">Where the weights are reserved.</param>
    /// <param name="name">Of the weights.</param>
    /// <param name="input">Steps and inputs.</param>
    /// <param name="outputs">Per step.</param>
    /// <param name="hasBias">Whether there is a b.</param>
    /// <param name="normalFirstWeights">W starts with a standard deviation of 1, not uniform.</param>
    public DenseLayer(
        WeightLayout layout,
        string name,
        SequenceShape input,
        int outputs,
        bool hasBias = true,
        bool normalFirstWeights = false)
    {
        _normalFirstWeights = normalFirstWeights;
        Input = input;
        Output = input with { Features = outputs };
        _hasBias = hasBias;
        Weight = layout.Reserve(name + ".weight", input.Features, outputs);
        Bias = layout.Reserve(name + ".bias", hasBias ? 1 : 0, outputs);
    }

    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    /// <summary>W [inputs, outputs].</summary>
    public WeightSlice Weight { get; }

    /// <summary>b [1, outputs], or [0, outputs] in a layer without.</summary>
    public WeightSlice Bias { get; }

    /// <summary>W or Wᵀ packed, or dy packed.</summary>
    public int ScratchFloats(int maxRows)
    {
        int weight = MatrixProduct.PackedCount(Input.Features, Output.Features);
        int transposed = MatrixProduct.PackedCount(Output.Features, Input.Features);
        int gradient = MatrixProduct.PackedCount(Input.Steps * maxRows, Output.Features);
        return Math.Max(Math.Max(weight, transposed), gradient);
    }

    /// <summary>Uniform in ±1/√inputs, as PyTorch's Linear, unless asked otherwise.</summary>
    public void Initialise(float[] weights, SeededRandom random)
    {
        float limit = 1 / MathF.Sqrt(Input.Features);
        if (_normalFirstWeights)
        {
            random.FillNormal(Weight.Of(weights));
        }
        else
        {
            random.FillUniform(Weight.Of(weights), limit);
        }

        random.FillUniform(Bias.Of(weights), limit);
    }

    public void Forward(LayerPass pass)
    {
        int rows = Input.Steps * pass.Rows;
        for (int r = 0; _hasBias && r < rows; r++)
        {
            Bias.Of(pass.Weights).CopyTo(pass.Output.AsSpan(r * Output.Features, Output.Features));
        }

        MatrixView x = new(pass.Input, rows, Input.Features);
        MatrixProduct.Pack(Weight.View(pass.Weights), pass.Scratch);
        MatrixProduct.MultiplyTogether(
            pass.Crew, x, pass.Scratch, pass.Output, Output.Features, accumulate: _hasBias);
    }

    /// <summary>dW = xᵀ dy, db = Σ dy, dx = dy Wᵀ.</summary>
    public void Backward(LayerPass pass)
    {
        int rows = Input.Steps * pass.Rows;
        MatrixView x = new(pass.Input, rows, Input.Features);
        MatrixView dy = new(pass.OutputGradient, rows, Output.Features);
        Memory<float> dw = pass.WeightGradient.AsMemory(Weight.Offset, Weight.Count);
        MatrixProduct.Pack(dy, pass.Scratch);
        MatrixProduct.MultiplyTogether(
            pass.Crew, x.Transposed, pass.Scratch, dw, Output.Features, accumulate: false);
        if (_hasBias)
        {
            VectorMath.SumRows(dy.Values.Span, rows, Bias.Of(pass.WeightGradient));
        }

        if (pass.WantsInputGradient)
        {
            MatrixProduct.Pack(Weight.View(pass.Weights).Transposed, pass.Scratch);
            MatrixProduct.MultiplyTogether(
                pass.Crew, dy, pass.Scratch, pass.InputGradient, Input.Features, accumulate: false);
        }
    }
}
