namespace EdgeEcg.Training.Engine;

/// <summary>
/// Hands out slices of one flat weight array while a network is put together. Weights, gradients and the
/// optimiser's moments share the layout, so clipping, decay and saving are each one loop.
/// </summary>
internal sealed class WeightLayout
{
    private readonly List<WeightSlice> _slices = [];

    public IReadOnlyList<WeightSlice> Slices => _slices;

    /// <summary>Floats in all slices.</summary>
    public int Count { get; private set; }

    public WeightSlice Reserve(string name, int rows, int columns, WeightRole role = WeightRole.Trained)
    {
        WeightSlice slice = new(name, Count, rows, columns, role);
        _slices.Add(slice);
        Count += slice.Count;
        return slice;
    }
}
