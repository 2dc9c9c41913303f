namespace EdgeEcg.Training.Engine;

/// <summary>Where one matrix [Rows, Columns] lives in the flat weights of a network.</summary>
internal readonly record struct WeightSlice(string Name, int Offset, int Rows, int Columns, WeightRole Role)
{
    public int Count => Rows * Columns;

    public Span<float> Of(float[] weights) => weights.AsSpan(Offset, Count);

    public MatrixView View(float[] weights) => new(weights.AsMemory(Offset, Count), Rows, Columns);
}
