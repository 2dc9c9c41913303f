namespace EdgeEcg.Training.Engine;

/// <summary>
/// Where a <see cref="ResidualLstmLayer"/> keeps what in its scratch, for a batch of some rows.
/// </summary>
internal readonly struct ResidualLstmScratch
{
    /// <param name="layer">Whose scratch this is.</param>
    /// <param name="scratch">Its floats; empty to learn only how many there are.</param>
    /// <param name="rows">Beats in the batch.</param>
    public ResidualLstmScratch(ResidualLstmLayer layer, float[] scratch, int rows)
    {
        int hidden = layer.Output.Features;
        int inputs = layer.Input.Features;
        int steps = layer.Input.Steps * rows;
        ScratchSlicer slicer = new(scratch);
        Gates = slicer.Next(steps * 4 * hidden);
        Cell = slicer.Next(steps * hidden);
        TanhCell = slicer.Next(steps * hidden);
        Mixed = slicer.Next(steps * hidden);
        SumGradients = slicer.Next(steps * 4 * hidden);
        MixedGradients = slicer.Next(steps * hidden);
        CellGradient = slicer.Next(rows * hidden);
        HiddenGradient = slicer.Next(rows * hidden);
        TanhGradient = slicer.Next(rows * hidden);
        int square = MatrixProduct.PackedCount(hidden, hidden);
        int wide = Math.Max(
            MatrixProduct.PackedCount(hidden, 4 * hidden), MatrixProduct.PackedCount(4 * hidden, hidden));
        PackedHidden = slicer.Next(wide);
        PackedPeephole = slicer.Next(wide);
        PackedOutputPeephole = slicer.Next(square);
        PackedResidual = slicer.Next(square);
        int weight = Math.Max(
            MatrixProduct.PackedCount(inputs, 4 * hidden), MatrixProduct.PackedCount(4 * hidden, inputs));
        Packed = slicer.Next(Math.Max(weight, MatrixProduct.PackedCount(steps, 4 * hidden)));
        Count = slicer.Count;
    }

    /// <summary>Activated gates [steps, rows, 4 · hidden].</summary>
    public Memory<float> Gates { get; }

    /// <summary>c [steps, rows, hidden].</summary>
    public Memory<float> Cell { get; }

    /// <summary>tanh(c) [steps, rows, hidden].</summary>
    public Memory<float> TanhCell { get; }

    /// <summary>tanh(c) Wᵣ + x Wₓ [steps, rows, hidden].</summary>
    public Memory<float> Mixed { get; }

    /// <summary>dLoss/dsums [steps, rows, 4 · hidden].</summary>
    public Memory<float> SumGradients { get; }

    /// <summary>dLoss/dMixed [steps, rows, hidden].</summary>
    public Memory<float> MixedGradients { get; }

    /// <summary>dLoss/dc of the step at hand [rows, hidden].</summary>
    public Memory<float> CellGradient { get; }

    /// <summary>dLoss/dh of the step at hand [rows, hidden].</summary>
    public Memory<float> HiddenGradient { get; }

    /// <summary>dLoss/dtanh(c) of the step at hand [rows, hidden].</summary>
    public Memory<float> TanhGradient { get; }

    /// <summary>Wₕ packed, or its transpose; the next three likewise.</summary>
    public Memory<float> PackedHidden { get; }

    public Memory<float> PackedPeephole { get; }

    public Memory<float> PackedOutputPeephole { get; }

    public Memory<float> PackedResidual { get; }

    /// <summary>Whatever else is packed at the moment.</summary>
    public Memory<float> Packed { get; }

    /// <summary>Floats in all of it.</summary>
    public int Count { get; }
}
