namespace EdgeEcg.Training.Engine;

/// <summary>
/// Several dense layers side by side, each with its own share of the inputs and of the outputs: y_g = x_g W_g
/// + b_g for every group g. What the members of a committee are made of.
/// </summary>
internal sealed class GroupedDenseLayer : ILayer
{
    private readonly int _inputs;
    private readonly int _outputs;

    /// <param name="layout">Gets the weights.</param>
    /// <param name="name">Of the weights.</param>
    /// <param name="input">One step; its features are the groups' inputs, one group after the other.</param>
    /// <param name="groups">Divides the features.</param>
    /// <param name="outputs">Of each group.</param>
    public GroupedDenseLayer(WeightLayout layout, string name, SequenceShape input, int groups, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.Steps, 1, nameof(input));
        ArgumentOutOfRangeException.ThrowIfNotEqual(input.Features % groups, 0, nameof(groups));
        Input = input;
        Groups = groups;
        _inputs = input.Features / groups;
        _outputs = outputs;
        Output = new SequenceShape(1, groups * outputs);
        Weight = layout.Reserve(name + ".weight", input.Features, outputs);
        Bias = layout.Reserve(name + ".bias", 1, groups * outputs);
    }

    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    public int Groups { get; }

    /// <summary>W of each group below that of the one before, [groups · inputs, outputs].</summary>
    public WeightSlice Weight { get; }

    /// <summary>[1, groups · outputs].</summary>
    public WeightSlice Bias { get; }

    public int ScratchFloats(int maxRows) => Groups * PackedFloats(maxRows);

    /// <summary>Uniform in ±1/√inputs, as each by itself.</summary>
    public void Initialise(float[] weights, SeededRandom random)
    {
        float limit = 1 / MathF.Sqrt(_inputs);
        random.FillUniform(Weight.Of(weights), limit);
        random.FillUniform(Bias.Of(weights), limit);
    }

    public void Forward(LayerPass pass)
    {
        for (int r = 0; r < pass.Rows; r++)
        {
            Bias.Of(pass.Weights).CopyTo(pass.Output.AsSpan(r * Output.Features));
        }

        pass.Crew.Run(Groups, group =>
        {
            Span<float> packed = Packed(pass, group);
            MatrixProduct.Pack(WeightOf(group, pass.Weights), packed);
            Span<float> y = pass.Output.AsSpan(group * _outputs);
            MatrixProduct.Multiply(
                InputOf(group, pass), packed, y, Output.Features, _outputs, accumulate: true);
        });
    }

    /// <summary>Of each group: dW = xᵀ dy, db = Σ dy, dx = dy Wᵀ.</summary>
    public void Backward(LayerPass pass)
    {
        VectorMath.SumRows(pass.OutputGradient, pass.Rows, Bias.Of(pass.WeightGradient));
        pass.Crew.Run(Groups, group =>
        {
            Span<float> packed = Packed(pass, group);
            MatrixView dy = new MatrixView(pass.OutputGradient, pass.Rows, Output.Features)
                .ColumnsFrom(group * _outputs, _outputs);
            MatrixProduct.Pack(dy, packed);
            Span<float> dw = Weight.Of(pass.WeightGradient)[(group * _inputs * _outputs)..];
            MatrixProduct.Multiply(
                InputOf(group, pass).Transposed, packed, dw, _outputs, _outputs, accumulate: false);
            if (pass.WantsInputGradient)
            {
                MatrixProduct.Pack(WeightOf(group, pass.Weights).Transposed, packed);
                Span<float> dx = pass.InputGradient.AsSpan(group * _inputs);
                MatrixProduct.Multiply(dy, packed, dx, Input.Features, _inputs, accumulate: false);
            }
        });
    }

    private MatrixView InputOf(int group, LayerPass pass) =>
        new MatrixView(pass.Input, pass.Rows, Input.Features).ColumnsFrom(group * _inputs, _inputs);

    private MatrixView WeightOf(int group, float[] weights) =>
        Weight.View(weights).RowsFrom(group * _inputs, _inputs);

    private Span<float> Packed(LayerPass pass, int group)
    {
        int floats = pass.Scratch.Length / Groups;
        return pass.Scratch.AsSpan(group * floats, floats);
    }

    private int PackedFloats(int rows) => Math.Max(
        MatrixProduct.PackedCount(Math.Max(_inputs, rows), _outputs),
        MatrixProduct.PackedCount(_outputs, _inputs));
}
