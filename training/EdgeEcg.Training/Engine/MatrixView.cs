namespace EdgeEcg.Training.Engine;

/// <summary>
/// A matrix where it lies: element (r, c) is <c>Values[r · RowStride + c · ColumnStride]</c>. A transposed
/// matrix is the same values with the strides exchanged.
/// </summary>
internal readonly struct MatrixView
{
    private MatrixView(ReadOnlyMemory<float> values, int rows, int columns, int rowStride, int columnStride)
    {
        Values = values;
        Rows = rows;
        Columns = columns;
        RowStride = rowStride;
        ColumnStride = columnStride;
    }

    /// <summary>Rows one after the other, from the start of <paramref name="values"/>.</summary>
    public MatrixView(ReadOnlyMemory<float> values, int rows, int columns)
        : this(values[..(rows * columns)], rows, columns, columns, 1)
    {
    }

    public ReadOnlyMemory<float> Values { get; }

    public int Rows { get; }

    public int Columns { get; }

    public int RowStride { get; }

    public int ColumnStride { get; }

    public MatrixView Transposed => new(Values, Columns, Rows, ColumnStride, RowStride);

    /// <summary>Some neighbouring rows.</summary>
    public MatrixView RowsFrom(int first, int count) =>
        new(Values[(first * RowStride)..], count, Columns, RowStride, ColumnStride);

    /// <summary>Some neighbouring columns.</summary>
    public MatrixView ColumnsFrom(int first, int count) =>
        new(Values[(first * ColumnStride)..], Rows, count, RowStride, ColumnStride);
}
