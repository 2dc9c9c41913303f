namespace EdgeEcg.Training.Engine;

/// <summary>Where an <see cref="LstmLayer"/> keeps what in its scratch, for a batch of some rows.</summary>
internal readonly struct LstmScratch
{
    /// <param name="layer">Whose scratch this is.</param>
    /// <param name="scratch">Its floats; empty to learn only how many there are.</param>
    /// <param name="rows">Beats in the batch.</param>
    public LstmScratch(LstmLayer layer, float[] scratch, int rows)
    {
        int hidden = layer.Output.Features;
        int steps = layer.Input.Steps * rows;
        ScratchSlicer slicer = new(scratch);
        Gates = slicer.Next(steps * 4 * hidden);
        Cell = slicer.Next(steps * hidden);
        TanhCell = slicer.Next(steps * hidden);
        SumGradients = slicer.Next(steps * 4 * hidden);
        CellGradient = slicer.Next(rows * hidden);
        HiddenGradient = slicer.Next(rows * hidden);
        PackedHidden = slicer.Next(Math.Max(
            MatrixProduct.PackedCount(hidden, 4 * hidden), MatrixProduct.PackedCount(4 * hidden, hidden)));
        int weight = Math.Max(
            MatrixProduct.PackedCount(layer.Input.Features, 4 * hidden),
            MatrixProduct.PackedCount(4 * hidden, layer.Input.Features));
        Packed = slicer.Next(Math.Max(weight, MatrixProduct.PackedCount(steps, 4 * hidden)));
        Count = slicer.Count;
    }

    /// <summary>Activated gates [steps, rows, 4 · hidden].</summary>
    public Memory<float> Gates { get; }

    /// <summary>c [steps, rows, hidden].</summary>
    public Memory<float> Cell { get; }

    /// <summary>tanh(c) [steps, rows, hidden].</summary>
    public Memory<float> TanhCell { get; }

    /// <summary>dLoss/dsums [steps, rows, 4 · hidden].</summary>
    public Memory<float> SumGradients { get; }

    /// <summary>dLoss/dc of the step at hand [rows, hidden].</summary>
    public Memory<float> CellGradient { get; }

    /// <summary>dLoss/dh of the step at hand [rows, hidden].</summary>
    public Memory<float> HiddenGradient { get; }

    /// <summary>Wₕ packed, or Wₕᵀ.</summary>
    public Memory<float> PackedHidden { get; }

    /// <summary>Whatever else is packed at the moment.</summary>
    public Memory<float> Packed { get; }

    /// <summary>Floats in all of it.</summary>
    public int Count { get; }
}
