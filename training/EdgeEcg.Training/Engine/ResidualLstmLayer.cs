namespace EdgeEcg.Training.Engine;

/// <summary>
/// The residual LSTM of the SRL-AE experiments (after Kim, El-Khamy and Lee 2017), with full-matrix
/// peepholes:
/// <code>
/// i, f = σ(x Wₓ + h₋ Wₕ + c₋ Wₚ + b)      g = tanh(x Wₓ + h₋ Wₕ + b)      c = f c₋ + i g o    = σ(x Wₓ + h₋
/// Wₕ + c Wₚₒ + b)      h = o · (tanh(c) Wᵣ + x Wᵤ)
/// </code>
/// Where inputs and hidden units are equally many, x itself takes the place of x Wᵤ.
/// </summary>
/// <remarks>Ordered as <see cref="LstmLayer"/>: what does not wait for the step before is one
/// product.</remarks>
internal sealed class ResidualLstmLayer : ILayer
{
    /// <summary>Half a batch of 8, so that both halves of it find a core.</summary>
    private const int PieceRows = 4;

    /// <summary>A core by itself reads the weights less often with more rows at a time.</summary>
    private const int PieceRowsAlone = 8;

    private readonly int _hidden;
    private readonly WeightSlice[] _slices;

    public ResidualLstmLayer(WeightLayout layout, string name, SequenceShape input, int hidden)
    {
        Input = input;
        Output = input with { Features = hidden };
        _hidden = hidden;
        InputWeight = layout.Reserve(name + ".input_weight", input.Features, 4 * hidden);
        HiddenWeight = layout.Reserve(name + ".hidden_weight", hidden, 4 * hidden);
        Bias = layout.Reserve(name + ".bias", 1, 4 * hidden);
        Peephole = layout.Reserve(name + ".peephole", hidden, 2 * hidden);
        OutputPeephole = layout.Reserve(name + ".output_peephole", hidden, hidden);
        Residual = layout.Reserve(name + ".residual", hidden, hidden);
        Shortcut = layout.Reserve(name + ".shortcut", HasShortcut ? input.Features : 0, hidden);
        _slices = [InputWeight, HiddenWeight, Bias, Peephole, OutputPeephole, Residual, Shortcut];
    }

    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    /// <summary>Wₓ [inputs, 4 · hidden].</summary>
    public WeightSlice InputWeight { get; }

    /// <summary>Wₕ [hidden, 4 · hidden].</summary>
    public WeightSlice HiddenWeight { get; }

    /// <summary>b [1, 4 · hidden].</summary>
    public WeightSlice Bias { get; }

    /// <summary>Wₚ [hidden, 2 · hidden], for the input and forget gates.</summary>
    public WeightSlice Peephole { get; }

    /// <summary>Wₚₒ [hidden, hidden].</summary>
    public WeightSlice OutputPeephole { get; }

    /// <summary>Wᵣ [hidden, hidden].</summary>
    public WeightSlice Residual { get; }

    /// <summary>Wᵤ [inputs, hidden], or [0, hidden] where x is taken as it is.</summary>
    public WeightSlice Shortcut { get; }

    public bool HasShortcut => Input.Features != _hidden;

    public int ScratchFloats(int maxRows) => new ResidualLstmScratch(this, [], maxRows).Count;

    /// <summary>Uniform in ±1/√hidden.</summary>
    public void Initialise(float[] weights, SeededRandom random)
    {
        foreach (WeightSlice slice in _slices)
        {
            random.FillUniform(slice.Of(weights), 1 / MathF.Sqrt(_hidden));
        }
    }

    public void Forward(LayerPass pass)
    {
        ResidualLstmScratch scratch = new(this, pass.Scratch, pass.Rows);
        int rows = Input.Steps * pass.Rows;
        MatrixView x = new(pass.Input, rows, Input.Features);
        for (int r = 0; r < rows; r++)
        {
            Bias.Of(pass.Weights).CopyTo(scratch.Gates.Span[(r * Bias.Count)..]);
        }

        Product(pass, x, InputWeight.View(pass.Weights), scratch, scratch.Gates, accumulate: true);
        if (HasShortcut)
        {
            Product(pass, x, Shortcut.View(pass.Weights), scratch, scratch.Mixed, accumulate: false);
        }
        else
        {
            x.Values.CopyTo(scratch.Mixed);
        }

        PackForward(pass, scratch);
        pass.Crew.Run(Pieces(pass), piece =>
        {
            (int first, int count) = RowsOf(piece, pass);
            for (int step = 0; step < Input.Steps; step++)
            {
                StepForward(pass, scratch, step, (step * pass.Rows) + first, count);
            }
        });
    }

    public void Backward(LayerPass pass)
    {
        ResidualLstmScratch scratch = new(this, pass.Scratch, pass.Rows);
        PackBackward(pass, scratch);
        scratch.CellGradient.Span.Clear();
        pass.Crew.Run(Pieces(pass), piece =>
        {
            (int first, int count) = RowsOf(piece, pass);
            for (int step = Input.Steps - 1; step >= 0; step--)
            {
                StepBackward(pass, scratch, step, first, count);
            }
        });
        WeightGradients(pass, scratch);
        if (pass.WantsInputGradient)
        {
            InputGradients(pass, scratch);
        }
    }

    private void StepForward(LayerPass pass, ResidualLstmScratch scratch, int step, int row, int count)
    {
        int gates = 4 * _hidden;
        int before = row - pass.Rows;
        Span<float> sums = scratch.Gates.Span[(row * gates)..];
        if (step > 0)
        {
            MatrixView h = new(pass.Output.AsMemory(before * _hidden), count, _hidden);
            MatrixView c = new(scratch.Cell[(before * _hidden)..], count, _hidden);
            MatrixProduct.Multiply(h, scratch.PackedHidden.Span, sums, gates, gates, accumulate: true);
            MatrixProduct.Multiply(
                c, scratch.PackedPeephole.Span, sums, gates, 2 * _hidden, accumulate: true);
        }

        for (int r = row; r < row + count; r++)
        {
            ReadOnlySpan<float> previous = step > 0 ? Row(scratch.Cell, r - pass.Rows) : default;
            ResidualLstmGates.Cell(
                GateRow(scratch.Gates, r), previous, Row(scratch.Cell, r), Row(scratch.TanhCell, r));
        }

        MatrixView cell = new(scratch.Cell[(row * _hidden)..], count, _hidden);
        Span<float> outputSums = sums[(3 * _hidden)..];
        ReadOnlySpan<float> peephole = scratch.PackedOutputPeephole.Span;
        MatrixProduct.Multiply(cell, peephole, outputSums, gates, _hidden, accumulate: true);
        MatrixView tanh = new(scratch.TanhCell[(row * _hidden)..], count, _hidden);
        Span<float> mixed = scratch.Mixed.Span[(row * _hidden)..];
        MatrixProduct.Multiply(tanh, scratch.PackedResidual.Span, mixed, _hidden, _hidden, accumulate: true);
        for (int r = row; r < row + count; r++)
        {
            Span<float> hidden = pass.Output.AsSpan(r * _hidden, _hidden);
            ResidualLstmGates.Hidden(GateRow(scratch.Gates, r), Row(scratch.Mixed, r), hidden);
        }
    }

    private void StepBackward(LayerPass pass, ResidualLstmScratch scratch, int step, int first, int count)
    {
        int gates = 4 * _hidden;
        int row = (step * pass.Rows) + first;
        Span<float> dh = scratch.HiddenGradient.Span.Slice(first * _hidden, count * _hidden);
        pass.OutputGradient.AsSpan(row * _hidden, count * _hidden).CopyTo(dh);
        if (step < Input.Steps - 1)
        {
            MatrixView after = new(scratch.SumGradients[((row + pass.Rows) * gates)..], count, gates);
            MatrixProduct.Multiply(after, scratch.PackedHidden.Span, dh, _hidden, _hidden, accumulate: true);
        }

        for (int r = 0; r < count; r++)
        {
            ResidualLstmGates.HiddenBackward(
                GateRow(scratch.Gates, row + r),
                Row(scratch.Mixed, row + r),
                dh.Slice(r * _hidden, _hidden),
                Row(scratch.MixedGradients, row + r),
                GateRow(scratch.SumGradients, row + r));
        }

        CellGradients(pass, scratch, step, first, count);
    }

    /// <summary>
    /// Back through tanh(c), the output gate's peephole, the cell, and the other gates' peepholes.
    /// </summary>
    private void CellGradients(LayerPass pass, ResidualLstmScratch scratch, int step, int first, int count)
    {
        int gates = 4 * _hidden;
        int row = (step * pass.Rows) + first;
        Span<float> dc = scratch.CellGradient.Span[(first * _hidden)..];
        Span<float> dTanh = scratch.TanhGradient.Span[(first * _hidden)..];
        MatrixView dMixed = new(scratch.MixedGradients[(row * _hidden)..], count, _hidden);
        MatrixProduct.Multiply(
            dMixed, scratch.PackedResidual.Span, dTanh, _hidden, _hidden, accumulate: false);
        for (int r = 0; r < count; r++)
        {
            Span<float> target = dc.Slice(r * _hidden, _hidden);
            ResidualLstmGates.TanhBackward(
                Row(scratch.TanhCell, row + r), dTanh.Slice(r * _hidden, _hidden), target);
        }

        MatrixView ds = new(scratch.SumGradients[(row * gates)..], count, gates);
        MatrixView dOutput = ds.ColumnsFrom(3 * _hidden, _hidden);
        MatrixProduct.Multiply(
            dOutput, scratch.PackedOutputPeephole.Span, dc, _hidden, _hidden, accumulate: true);
        for (int r = 0; r < count; r++)
        {
            ReadOnlySpan<float> previous = step > 0 ? Row(scratch.Cell, row + r - pass.Rows) : default;
            Span<float> target = dc.Slice(r * _hidden, _hidden);
            Span<float> sums = GateRow(scratch.SumGradients, row + r);
            ResidualLstmGates.CellBackward(GateRow(scratch.Gates, row + r), previous, target, sums);
        }

        MatrixView dGates = ds.ColumnsFrom(0, 2 * _hidden);
        MatrixProduct.Multiply(dGates, scratch.PackedPeephole.Span, dc, _hidden, _hidden, accumulate: true);
    }

    private void WeightGradients(LayerPass pass, ResidualLstmScratch scratch)
    {
        int rows = Input.Steps * pass.Rows;
        int later = rows - pass.Rows;
        MatrixView x = new(pass.Input, rows, Input.Features);
        MatrixView h = new(pass.Output, rows, _hidden);
        MatrixView c = new(scratch.Cell, rows, _hidden);
        MatrixView tanh = new(scratch.TanhCell, rows, _hidden);
        MatrixView ds = new(scratch.SumGradients, rows, 4 * _hidden);
        MatrixView dMixed = new(scratch.MixedGradients, rows, _hidden);
        MatrixView dsLater = ds.RowsFrom(pass.Rows, later);
        Gradient(pass, scratch, x, ds, InputWeight);
        Gradient(pass, scratch, h.RowsFrom(0, later), dsLater, HiddenWeight);
        Gradient(pass, scratch, c.RowsFrom(0, later), dsLater.ColumnsFrom(0, 2 * _hidden), Peephole);
        Gradient(pass, scratch, c, ds.ColumnsFrom(3 * _hidden, _hidden), OutputPeephole);
        Gradient(pass, scratch, tanh, dMixed, Residual);
        VectorMath.SumRows(ds.Values.Span, rows, Bias.Of(pass.WeightGradient));
        if (HasShortcut)
        {
            Gradient(pass, scratch, x, dMixed, Shortcut);
        }
    }

    private void InputGradients(LayerPass pass, ResidualLstmScratch scratch)
    {
        int rows = Input.Steps * pass.Rows;
        MatrixView ds = new(scratch.SumGradients, rows, 4 * _hidden);
        MatrixView dMixed = new(scratch.MixedGradients, rows, _hidden);
        Memory<float> dx = pass.InputGradient;
        if (HasShortcut)
        {
            Product(pass, dMixed, Shortcut.View(pass.Weights).Transposed, scratch, dx, accumulate: false);
        }
        else
        {
            dMixed.Values.CopyTo(dx);
        }

        Product(pass, ds, InputWeight.View(pass.Weights).Transposed, scratch, dx, accumulate: true);
    }

    private void PackForward(LayerPass pass, ResidualLstmScratch scratch)
    {
        MatrixProduct.Pack(HiddenWeight.View(pass.Weights), scratch.PackedHidden.Span);
        MatrixProduct.Pack(Peephole.View(pass.Weights), scratch.PackedPeephole.Span);
        MatrixProduct.Pack(OutputPeephole.View(pass.Weights), scratch.PackedOutputPeephole.Span);
        MatrixProduct.Pack(Residual.View(pass.Weights), scratch.PackedResidual.Span);
    }

    private void PackBackward(LayerPass pass, ResidualLstmScratch scratch)
    {
        MatrixProduct.Pack(HiddenWeight.View(pass.Weights).Transposed, scratch.PackedHidden.Span);
        MatrixProduct.Pack(Peephole.View(pass.Weights).Transposed, scratch.PackedPeephole.Span);
        MatrixProduct.Pack(OutputPeephole.View(pass.Weights).Transposed, scratch.PackedOutputPeephole.Span);
        MatrixProduct.Pack(Residual.View(pass.Weights).Transposed, scratch.PackedResidual.Span);
    }

    /// <summary>target = a · b, or target += a · b, over all steps.</summary>
    private static void Product(
        LayerPass pass,
        MatrixView a,
        MatrixView b,
        ResidualLstmScratch scratch,
        Memory<float> target,
        bool accumulate)
    {
        MatrixProduct.Pack(b, scratch.Packed.Span);
        MatrixProduct.MultiplyTogether(pass.Crew, a, scratch.Packed, target, b.Columns, accumulate);
    }

    /// <summary>The derivative of a weight: inputᵀ · outputGradient.</summary>
    private static void Gradient(
        LayerPass pass,
        ResidualLstmScratch scratch,
        MatrixView input,
        MatrixView outputGradient,
        WeightSlice slice)
    {
        Memory<float> target = pass.WeightGradient.AsMemory(slice.Offset, slice.Count);
        Product(pass, input.Transposed, outputGradient, scratch, target, accumulate: false);
    }

    private Span<float> Row(Memory<float> values, int row) => values.Span.Slice(row * _hidden, _hidden);

    private Span<float> GateRow(Memory<float> gates, int row) =>
        gates.Span.Slice(row * 4 * _hidden, 4 * _hidden);

    private static int Pieces(LayerPass pass) => (pass.Rows + PieceRowsOf(pass) - 1) / PieceRowsOf(pass);

    private static (int First, int Count) RowsOf(int piece, LayerPass pass)
    {
        int first = piece * PieceRowsOf(pass);
        return (first, Math.Min(PieceRowsOf(pass), pass.Rows - first));
    }

    /// <summary>Changes the time, never a bit: rows of a batch do not meet.</summary>
    private static int PieceRowsOf(LayerPass pass) => pass.Crew.Workers == 1 ? PieceRowsAlone : PieceRows;
}
