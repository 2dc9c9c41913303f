using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// C = A · B or C += A · B, in single precision, the loop nearly all training time goes into.
/// </summary>
/// <remarks>
/// Rule (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008): B is packed
/// beforehand into panels of 16 columns, each panel contiguous, so a 4×16 block of C stays in registers while
/// a panel streams by from the nearest cache. Every element of C is one chain of fused multiply-adds over k =
/// 0, 1, 2 …, whatever the vector width, block sizes or core count: the result is that of the plain triple
/// loop, to the bit.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Columns per panel: two 256-bit vectors.</summary>
    public const int PanelColumns = 16;

    private const int HalfPanel = PanelColumns / 2;

    private const int BlockRows = 4;

    /// <summary>Where there are 512-bit vectors, and with them twice the registers.</summary>
    private const int TallBlockRows = 8;

    /// <summary>
    /// Steps of k between two visits of a block of C: 384 × 16 floats are 24 KB, most of an L1 cache.
    /// </summary>
    private const int BlockInner = 384;

    /// <summary>Rows of C in one piece of work; many blocks, so that a piece is worth handing over.</summary>
    private const int PieceRows = 16 * BlockRows;

    /// <summary>Floats that B [inner, columns] takes when packed: columns round up to whole panels.</summary>
    public static int PackedCount(int inner, int columns) =>
        inner * ((columns + PanelColumns - 1) / PanelColumns) * PanelColumns;

    /// <summary>Packs B for <see cref="Multiply"/>; the columns a last panel lacks are zero.</summary>
    public static void Pack(MatrixView b, Span<float> packed)
    {
        for (int first = 0; first < b.Columns; first += PanelColumns)
        {
            int width = Math.Min(PanelColumns, b.Columns - first);
            Span<float> panel = packed.Slice(first * b.Rows, b.Rows * PanelColumns);
            if (width == PanelColumns && b.ColumnStride == 1)
            {
                PackWholeRows(b, first, panel);
            }
            else
            {
                PackColumns(b.ColumnsFrom(first, width), panel);
            }
        }
    }

    /// <param name="a">A [rows, inner].</param>
    /// <param name="packedB">B [inner, columns] as <see cref="Pack"/> wrote it.</param>
    /// <param name="c">C [rows, columns], its rows <paramref name="rowStride"/> apart.</param>
    /// <param name="rowStride">Floats from one row of C to the next.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="accumulate">Adds to C instead of replacing it.</param>
    public static void Multiply(
        MatrixView a, ReadOnlySpan<float> packedB, Span<float> c, int rowStride, int columns, bool accumulate)
    {
        for (int row = 0; a.Columns == 0 && !accumulate && row < a.Rows; row++)
        {
            c.Slice(row * rowStride, columns).Clear();
        }

        Debug.Assert(packedB.Length >= PackedCount(a.Columns, columns), "B ends too early.");
        Debug.Assert(c.Length >= ((a.Rows - 1) * rowStride) + columns, "C ends too early.");
        for (int firstInner = 0; firstInner < a.Columns; firstInner += BlockInner)
        {
            MatrixView block = a.ColumnsFrom(firstInner, Math.Min(BlockInner, a.Columns - firstInner));
            for (int first = 0; first < columns; first += PanelColumns)
            {
                ReadOnlySpan<float> panel = packedB[((first * a.Columns) + (firstInner * PanelColumns))..];
                int width = Math.Min(PanelColumns, columns - first);
                MultiplyPanel(block, panel, c[first..], rowStride, width, accumulate || firstInner > 0);
            }
        }
    }

    /// <summary>The same on every core: each piece is some rows of C.</summary>
    /// <inheritdoc cref="Multiply"/>
    public static void MultiplyTogether(
        Crew crew, MatrixView a, ReadOnlyMemory<float> packedB, Memory<float> c, int columns, bool accumulate)
    {
        int pieces = (a.Rows + PieceRows - 1) / PieceRows;
        crew.Run(pieces, piece =>
        {
            int first = piece * PieceRows;
            MatrixView rows = a.RowsFrom(first, Math.Min(PieceRows, a.Rows - first));
            Multiply(rows, packedB.Span, c.Span[(first * columns)..], columns, columns, accumulate);
        });
    }

    private static void PackWholeRows(MatrixView b, int first, Span<float> panel)
    {
        ReadOnlySpan<float> values = b.Values.Span;
        for (int k = 0; k < b.Rows; k++)
        {
            ReadOnlySpan<float> row = values.Slice((k * b.RowStride) + first, PanelColumns);
            row.CopyTo(panel.Slice(k * PanelColumns, PanelColumns));
        }
    }

    private static void PackColumns(MatrixView b, Span<float> panel)
    {
        ReadOnlySpan<float> values = b.Values.Span;
        if (b.Columns < PanelColumns)
        {
            panel.Clear();
        }

        for (int n = 0; n < b.Columns; n++)
        {
            int from = n * b.ColumnStride;
            for (int to = n; to < panel.Length; to += PanelColumns)
            {
                panel[to] = values[from];
                from += b.RowStride;
            }
        }
    }

    private static void MultiplyPanel(
        MatrixView a, ReadOnlySpan<float> panel, Span<float> c, int rowStride, int width, bool accumulate)
    {
        ReadOnlySpan<float> values = a.Values.Span;
        int wholeRows = width == PanelColumns ? a.Rows - (a.Rows % BlockRows) : 0;
        ref float b = ref MemoryMarshal.GetReference(panel);
        int m = 0;
        for (; Vector512.IsHardwareAccelerated && m + TallBlockRows <= wholeRows; m += TallBlockRows)
        {
            ref float from = ref MemoryMarshal.GetReference(values[(m * a.RowStride)..]);
            ref float to = ref MemoryMarshal.GetReference(c[(m * rowStride)..]);
            TallBlock(ref from, a.RowStride, a.ColumnStride, a.Columns, ref b, ref to, rowStride, accumulate);
        }

        for (; m < wholeRows; m += BlockRows)
        {
            ref float from = ref MemoryMarshal.GetReference(values[(m * a.RowStride)..]);
            ref float to = ref MemoryMarshal.GetReference(c[(m * rowStride)..]);
            FullBlock(ref from, a.RowStride, a.ColumnStride, a.Columns, ref b, ref to, rowStride, accumulate);
        }

        Span<float> edge = stackalloc float[PanelColumns];
        for (; m < a.Rows; m++)
        {
            Span<float> target = c.Slice(m * rowStride, width);
            target.CopyTo(edge);
            ref float from = ref MemoryMarshal.GetReference(values[(m * a.RowStride)..]);
            ref float to = ref MemoryMarshal.GetReference(edge);
            OneRow(ref from, a.ColumnStride, a.Columns, ref b, ref to, accumulate);
            edge[..width].CopyTo(target);
        }
    }

    /// <summary>Eight rows of C, one 512-bit vector each.</summary>
    private static void TallBlock(
        ref float a,
        nint rowStride,
        nint innerStride,
        int inner,
        ref float b,
        ref float c,
        nint stride,
        bool add)
    {
        Vector512<float> c0 = default, c1 = default, c2 = default, c3 = default;
        Vector512<float> c4 = default, c5 = default, c6 = default, c7 = default;
        ref float lower = ref Unsafe.Add(ref c, 4 * stride);
        if (add)
        {
            c0 = Vector512.LoadUnsafe(ref c);
            c1 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, stride));
            c2 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 2 * stride));
            c3 = Vector512.LoadUnsafe(ref Unsafe.Add(ref c, 3 * stride));
            c4 = Vector512.LoadUnsafe(ref lower);
            c5 = Vector512.LoadUnsafe(ref Unsafe.Add(ref lower, stride));
            c6 = Vector512.LoadUnsafe(ref Unsafe.Add(ref lower, 2 * stride));
            c7 = Vector512.LoadUnsafe(ref Unsafe.Add(ref lower, 3 * stride));
        }

        (nint two, nint three) = (2 * rowStride, 3 * rowStride);
        ref float a4 = ref Unsafe.Add(ref a, 4 * rowStride);
        for (int k = 0; k < inner; k++)
        {
            Vector512<float> x = Vector512.LoadUnsafe(ref b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(a), x, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, rowStride)), x, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, two)), x, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a, three)), x, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(a4), x, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a4, rowStride)), x, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a4, two)), x, c6);
            c7 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref a4, three)), x, c7);
            a = ref Unsafe.Add(ref a, innerStride);
            a4 = ref Unsafe.Add(ref a4, innerStride);
            b = ref Unsafe.Add(ref b, PanelColumns);
        }

        c0.StoreUnsafe(ref c);
        c1.StoreUnsafe(ref Unsafe.Add(ref c, stride));
        c2.StoreUnsafe(ref Unsafe.Add(ref c, 2 * stride));
        c3.StoreUnsafe(ref Unsafe.Add(ref c, 3 * stride));
        c4.StoreUnsafe(ref lower);
        c5.StoreUnsafe(ref Unsafe.Add(ref lower, stride));
        c6.StoreUnsafe(ref Unsafe.Add(ref lower, 2 * stride));
        c7.StoreUnsafe(ref Unsafe.Add(ref lower, 3 * stride));
    }

    private static void FullBlock(
        ref float a,
        nint rowStride,
        nint innerStride,
        int inner,
        ref float b,
        ref float c,
        int stride,
        bool add)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector256<float> c20 = default, c21 = default, c30 = default, c31 = default;
        if (add)
        {
            (c00, c01) = Load(ref c, 0);
            (c10, c11) = Load(ref c, stride);
            (c20, c21) = Load(ref c, 2 * stride);
            (c30, c31) = Load(ref c, 3 * stride);
        }

        for (int k = 0; k < inner; k++)
        {
            (Vector256<float> b0, Vector256<float> b1) = Load(ref b, 0);
            Vector256<float> x = Vector256.Create(a);
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(Unsafe.Add(ref a, rowStride));
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(Unsafe.Add(ref a, 2 * rowStride));
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(Unsafe.Add(ref a, 3 * rowStride));
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
            a = ref Unsafe.Add(ref a, innerStride);
            b = ref Unsafe.Add(ref b, PanelColumns);
        }

        Store(c00, c01, ref c, 0);
        Store(c10, c11, ref c, stride);
        Store(c20, c21, ref c, 2 * stride);
        Store(c30, c31, ref c, 3 * stride);
    }

    private static void OneRow(ref float a, nint innerStride, int inner, ref float b, ref float c, bool add)
    {
        (Vector256<float> c0, Vector256<float> c1) = add ? Load(ref c, 0) : default;
        for (int k = 0; k < inner; k++)
        {
            (Vector256<float> b0, Vector256<float> b1) = Load(ref b, 0);
            Vector256<float> x = Vector256.Create(a);
            c0 = Vector256.FusedMultiplyAdd(x, b0, c0);
            c1 = Vector256.FusedMultiplyAdd(x, b1, c1);
            a = ref Unsafe.Add(ref a, innerStride);
            b = ref Unsafe.Add(ref b, PanelColumns);
        }

        Store(c0, c1, ref c, 0);
    }

    private static (Vector256<float> Left, Vector256<float> Right) Load(ref float from, int offset) =>
    (
        Vector256.LoadUnsafe(ref from, (nuint)offset),
        Vector256.LoadUnsafe(ref from, (nuint)(offset + HalfPanel)));

    private static void Store(Vector256<float> left, Vector256<float> right, ref float to, int offset)
    {
        left.StoreUnsafe(ref to, (nuint)offset);
        right.StoreUnsafe(ref to, (nuint)(offset + HalfPanel));
    }
}
