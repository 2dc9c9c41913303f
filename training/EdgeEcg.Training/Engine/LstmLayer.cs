using System.Numerics.Tensors;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997, with the forget gate of Gers 2000), as PyTorch
/// defines it: sums = x Wₓ + h₋ Wₕ + bₓ + bₕ, gates in the order input, forget, candidate, output; see
/// <see cref="LstmGates"/>.
/// </summary>
/// <remarks>
/// What does not wait for the step before is one product over all steps: x Wₓ, and all derivatives of weights
/// and of x. Only h₋ Wₕ and its derivative go step by step; there the rows of the batch are independent, and
/// each piece of <see cref="PieceRows"/> rows runs through all steps by itself.
/// </remarks>
internal sealed class LstmLayer : ILayer
{
    /// <summary>Half a batch of 8, so that both halves of it find a core.</summary>
    private const int PieceRows = 4;

    /// <summary>A core by itself reads the weights less often with more rows at a time.</summary>
    private const int PieceRowsAlone = 8;

    private readonly int _hidden;

    public LstmLayer(WeightLayout layout, string name, SequenceShape input, int hidden)
    {
        Input = input;
        Output = input with { Features = hidden };
        _hidden = hidden;
        InputWeight = layout.Reserve(name + ".input_weight", input.Features, 4 * hidden);
        HiddenWeight = layout.Reserve(name + ".hidden_weight", hidden, 4 * hidden);
        InputBias = layout.Reserve(name + ".input_bias", 1, 4 * hidden);
        HiddenBias = layout.Reserve(name + ".hidden_bias", 1, 4 * hidden);
    }

    public SequenceShape Input { get; }

    public SequenceShape Output { get; }

    /// <summary>Wₓ [inputs, 4 · hidden].</summary>
    public WeightSlice InputWeight { get; }

    /// <summary>Wₕ [hidden, 4 · hidden].</summary>
    public WeightSlice HiddenWeight { get; }

    /// <summary>bₓ [1, 4 · hidden].</summary>
    public WeightSlice InputBias { get; }

    /// <summary>bₕ [1, 4 · hidden]; one too many, but the originals have it.</summary>
    public WeightSlice HiddenBias { get; }

    public int ScratchFloats(int maxRows) => new LstmScratch(this, [], maxRows).Count;

    /// <summary>Uniform in ±1/√hidden, as PyTorch.</summary>
    public void Initialise(float[] weights, SeededRandom random)
    {
        float limit = 1 / MathF.Sqrt(_hidden);
        random.FillUniform(InputWeight.Of(weights), limit);
        random.FillUniform(HiddenWeight.Of(weights), limit);
        random.FillUniform(InputBias.Of(weights), limit);
        random.FillUniform(HiddenBias.Of(weights), limit);
    }

    public void Forward(LayerPass pass)
    {
        LstmScratch scratch = new(this, pass.Scratch, pass.Rows);
        int rows = Input.Steps * pass.Rows;
        FillBias(pass, scratch.Gates.Span, rows);
        MatrixProduct.Pack(InputWeight.View(pass.Weights), scratch.Packed.Span);
        MatrixView x = new(pass.Input, rows, Input.Features);
        MatrixProduct.MultiplyTogether(
            pass.Crew, x, scratch.Packed, scratch.Gates, 4 * _hidden, accumulate: true);
        MatrixProduct.Pack(HiddenWeight.View(pass.Weights), scratch.PackedHidden.Span);
        pass.Crew.Run(Pieces(pass), piece =>
        {
            (int first, int count) = RowsOf(piece, pass);
            for (int step = 0; step < Input.Steps; step++)
            {
                StepForward(pass, scratch, step, first, count);
            }
        });
    }

    /// <summary>
    /// dWₓ = xᵀ ds, dWₕ = h₋ᵀ ds, db = Σ ds, dx = ds Wₓᵀ, with ds the derivatives of the sums.
    /// </summary>
    public void Backward(LayerPass pass)
    {
        LstmScratch scratch = new(this, pass.Scratch, pass.Rows);
        MatrixProduct.Pack(HiddenWeight.View(pass.Weights).Transposed, scratch.PackedHidden.Span);
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
    }

    private void StepForward(LayerPass pass, LstmScratch scratch, int step, int first, int count)
    {
        int gates = 4 * _hidden;
        int row = (step * pass.Rows) + first;
        int before = row - pass.Rows;
        if (step > 0)
        {
            MatrixView h = new(pass.Output.AsMemory(before * _hidden), count, _hidden);
            Span<float> sums = scratch.Gates.Span[(row * gates)..];
            MatrixProduct.Multiply(h, scratch.PackedHidden.Span, sums, gates, gates, accumulate: true);
        }

        for (int r = row; r < row + count; r++)
        {
            LstmGates.Forward(
                scratch.Gates.Span.Slice(r * gates, gates),
                step > 0 ? scratch.Cell.Span.Slice((r - pass.Rows) * _hidden, _hidden) : default,
                scratch.Cell.Span.Slice(r * _hidden, _hidden),
                scratch.TanhCell.Span.Slice(r * _hidden, _hidden),
                pass.Output.AsSpan(r * _hidden, _hidden));
        }
    }

    private void StepBackward(LayerPass pass, LstmScratch scratch, int step, int first, int count)
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
            LstmGates.Backward(
                scratch.Gates.Span.Slice((row + r) * gates, gates),
                step > 0 ? scratch.Cell.Span.Slice((row + r - pass.Rows) * _hidden, _hidden) : default,
                scratch.TanhCell.Span.Slice((row + r) * _hidden, _hidden),
                dh.Slice(r * _hidden, _hidden),
                scratch.CellGradient.Span.Slice((first + r) * _hidden, _hidden),
                scratch.SumGradients.Span.Slice((row + r) * gates, gates));
        }
    }

    private void WeightGradients(LayerPass pass, LstmScratch scratch)
    {
        int gates = 4 * _hidden;
        int rows = Input.Steps * pass.Rows;
        MatrixView ds = new(scratch.SumGradients, rows, gates);
        MatrixProduct.Pack(ds, scratch.Packed.Span);
        MatrixView x = new(pass.Input, rows, Input.Features);
        Memory<float> dwx = pass.WeightGradient.AsMemory(InputWeight.Offset, InputWeight.Count);
        MatrixProduct.MultiplyTogether(
            pass.Crew, x.Transposed, scratch.Packed, dwx, gates, accumulate: false);

        int later = rows - pass.Rows;
        MatrixProduct.Pack(ds.RowsFrom(pass.Rows, later), scratch.Packed.Span);
        MatrixView before = new(pass.Output, later, _hidden);
        Memory<float> dwh = pass.WeightGradient.AsMemory(HiddenWeight.Offset, HiddenWeight.Count);
        MatrixProduct.MultiplyTogether(
            pass.Crew, before.Transposed, scratch.Packed, dwh, gates, accumulate: false);

        VectorMath.SumRows(ds.Values.Span, rows, InputBias.Of(pass.WeightGradient));
        InputBias.Of(pass.WeightGradient).CopyTo(HiddenBias.Of(pass.WeightGradient));
        if (pass.WantsInputGradient)
        {
            MatrixProduct.Pack(InputWeight.View(pass.Weights).Transposed, scratch.Packed.Span);
            MatrixProduct.MultiplyTogether(
                pass.Crew, ds, scratch.Packed, pass.InputGradient, Input.Features, accumulate: false);
        }
    }

    private void FillBias(LayerPass pass, Span<float> gates, int rows)
    {
        Span<float> first = gates[..(4 * _hidden)];
        TensorPrimitives.Add(InputBias.Of(pass.Weights), HiddenBias.Of(pass.Weights), first);
        for (int r = 1; r < rows; r++)
        {
            first.CopyTo(gates[(r * first.Length)..]);
        }
    }

    private static int Pieces(LayerPass pass) => (pass.Rows + PieceRowsOf(pass) - 1) / PieceRowsOf(pass);

    private static (int First, int Count) RowsOf(int piece, LayerPass pass)
    {
        int first = piece * PieceRowsOf(pass);
        return (first, Math.Min(PieceRowsOf(pass), pass.Rows - first));
    }

    /// <summary>Changes the time, never a bit: rows of a batch do not meet.</summary>
    private static int PieceRowsOf(LayerPass pass) => pass.Crew.Workers == 1 ? PieceRowsAlone : PieceRows;
}
