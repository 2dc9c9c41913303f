using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// C = A · B or C += A · B, in single precision, the loop nearly all training time goes into.
/// </summary>
/// <remarks>
/// Rule (Goto and van de Geijn, "Anatomy of high-performance matrix multiplication", 2008): B is packed beforehand into panels of
/// 16 columns, each panel contiguous, so a 4×16 block of C stays in registers while a panel streams by from the nearest cache. Every
/// element of C is one chain of fused multiply-adds over k = 0, 1, 2 …, whatever the vector width, block sizes or core count: the
/// result is that of the plain triple loop, to the bit.
/// </remarks>
internal static class MatrixProduct
{
    /// <summary>Columns per panel: two 256-bit vectors.</summary>
    public const int PanelColumns = 16;

    private const int BlockRows = 4;

    /// <summary>Steps of k between two visits of the same block of C: 512 × 16 floats are 32 KB, one L1 cache.</summary>
    private const int BlockInner = 512;

    /// <summary>Floats that B [inner, columns] takes when packed: columns round up to whole panels.</summary>
    public static int PackedCount(int inner, int columns) =>
        inner * ((columns + PanelColumns - 1) / PanelColumns) * PanelColumns;

    /// <summary>Packs B [inner, columns], element (k, n) at <c>b[k·innerStride + n·columnStride]</c>.</summary>
    public static void Pack(
        ReadOnlySpan<float> b, int innerStride, int columnStride, int inner, int columns, Span<float> packed)
    {
        packed[..PackedCount(inner, columns)].Clear();
        for (int first = 0; first < columns; first += PanelColumns)
        {
            int width = Math.Min(PanelColumns, columns - first);
            Span<float> panel = packed.Slice(first * inner, inner * PanelColumns);
            for (int k = 0; k < inner; k++)
            {
                int row = k * innerStride;
                for (int n = 0; n < width; n++)
                {
                    panel[(k * PanelColumns) + n] = b[row + ((first + n) * columnStride)];
                }
            }
        }
    }

    /// <param name="a">A [rows, inner], element (m, k) at <c>a[m·aRowStride + k·aInnerStride]</c>.</param>
    /// <param name="aRowStride">Floats from one row of A to the next.</param>
    /// <param name="aInnerStride">Floats from one column of A to the next; 1 for A as stored, the row length for Aᵀ.</param>
    /// <param name="packedB">B [inner, columns] as <see cref="Pack"/> wrote it.</param>
    /// <param name="c">C [rows, columns], rows <paramref name="cRowStride"/> apart.</param>
    /// <param name="cRowStride">Floats from one row of C to the next.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="inner">Columns of A, rows of B.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="accumulate">Adds to C instead of replacing it.</param>
    public static void Multiply(
        ReadOnlySpan<float> a,
        int aRowStride,
        int aInnerStride,
        ReadOnlySpan<float> packedB,
        Span<float> c,
        int cRowStride,
        int rows,
        int inner,
        int columns,
        bool accumulate)
    {
        CheckExtents(a, aRowStride, aInnerStride, packedB, c, cRowStride, rows, inner, columns);
        for (int firstInner = 0; firstInner < inner; firstInner += BlockInner)
        {
            int blockInner = Math.Min(BlockInner, inner - firstInner);
            ReadOnlySpan<float> blockA = a[(firstInner * aInnerStride)..];
            bool add = accumulate || firstInner > 0;
            for (int first = 0; first < columns; first += PanelColumns)
            {
                ReadOnlySpan<float> panel = packedB.Slice((first * inner) + (firstInner * PanelColumns));
                int width = Math.Min(PanelColumns, columns - first);
                MultiplyPanel(blockA, aRowStride, aInnerStride, panel, c[first..], cRowStride, rows, blockInner, width, add);
            }
        }
    }

    private static void MultiplyPanel(
        ReadOnlySpan<float> a,
        int aRowStride,
        int aInnerStride,
        ReadOnlySpan<float> panel,
        Span<float> c,
        int cRowStride,
        int rows,
        int inner,
        int width,
        bool accumulate)
    {
        ref float b = ref MemoryMarshal.GetReference(panel);
        Span<float> edge = stackalloc float[BlockRows * PanelColumns];
        for (int m = 0; m < rows; m += BlockRows)
        {
            int height = Math.Min(BlockRows, rows - m);
            ReadOnlySpan<float> blockA = a[(m * aRowStride)..];
            Span<float> blockC = c[(m * cRowStride)..];
            if (height == BlockRows && width == PanelColumns)
            {
                ref float to = ref MemoryMarshal.GetReference(blockC);
                FullBlock(ref MemoryMarshal.GetReference(blockA), aRowStride, aInnerStride, ref b, ref to, cRowStride, inner, accumulate);
                continue;
            }

            for (int row = 0; row < height; row++)
            {
                Span<float> target = blockC.Slice(row * cRowStride, width);
                target.CopyTo(edge);
                ref float from = ref MemoryMarshal.GetReference(blockA[(row * aRowStride)..]);
                OneRow(ref from, aInnerStride, ref b, ref MemoryMarshal.GetReference(edge), inner, accumulate);
                edge[..width].CopyTo(target);
            }
        }
    }

    private static void FullBlock(
        ref float a, int aRowStride, int aInnerStride, ref float b, ref float c, int cRowStride, int inner, bool accumulate)
    {
        Vector256<float> c00 = default, c01 = default, c10 = default, c11 = default;
        Vector256<float> c20 = default, c21 = default, c30 = default, c31 = default;
        if (accumulate)
        {
            (c00, c01) = Load(ref c, 0);
            (c10, c11) = Load(ref c, cRowStride);
            (c20, c21) = Load(ref c, 2 * cRowStride);
            (c30, c31) = Load(ref c, 3 * cRowStride);
        }

        ref float a0 = ref a;
        ref float a1 = ref Unsafe.Add(ref a, aRowStride);
        ref float a2 = ref Unsafe.Add(ref a, 2 * aRowStride);
        ref float a3 = ref Unsafe.Add(ref a, 3 * aRowStride);
        nint at = 0;
        for (int k = 0; k < inner; k++)
        {
            Vector256<float> b0 = Vector256.LoadUnsafe(ref b, (nuint)(k * PanelColumns));
            Vector256<float> b1 = Vector256.LoadUnsafe(ref b, (nuint)((k * PanelColumns) + 8));
            Vector256<float> x = Vector256.Create(Unsafe.Add(ref a0, at));
            c00 = Vector256.FusedMultiplyAdd(x, b0, c00);
            c01 = Vector256.FusedMultiplyAdd(x, b1, c01);
            x = Vector256.Create(Unsafe.Add(ref a1, at));
            c10 = Vector256.FusedMultiplyAdd(x, b0, c10);
            c11 = Vector256.FusedMultiplyAdd(x, b1, c11);
            x = Vector256.Create(Unsafe.Add(ref a2, at));
            c20 = Vector256.FusedMultiplyAdd(x, b0, c20);
            c21 = Vector256.FusedMultiplyAdd(x, b1, c21);
            x = Vector256.Create(Unsafe.Add(ref a3, at));
            c30 = Vector256.FusedMultiplyAdd(x, b0, c30);
            c31 = Vector256.FusedMultiplyAdd(x, b1, c31);
            at += aInnerStride;
        }

        Store(c00, c01, ref c, 0);
        Store(c10, c11, ref c, cRowStride);
        Store(c20, c21, ref c, 2 * cRowStride);
        Store(c30, c31, ref c, 3 * cRowStride);
    }

    private static void OneRow(ref float a, int aInnerStride, ref float b, ref float c, int inner, bool accumulate)
    {
        (Vector256<float> c0, Vector256<float> c1) = accumulate ? Load(ref c, 0) : default;
        nint at = 0;
        for (int k = 0; k < inner; k++)
        {
            Vector256<float> x = Vector256.Create(Unsafe.Add(ref a, at));
            c0 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b, (nuint)(k * PanelColumns)), c0);
            c1 = Vector256.FusedMultiplyAdd(x, Vector256.LoadUnsafe(ref b, (nuint)((k * PanelColumns) + 8)), c1);
            at += aInnerStride;
        }

        Store(c0, c1, ref c, 0);
    }

    private static (Vector256<float> Left, Vector256<float> Right) Load(ref float c, int offset) =>
        (Vector256.LoadUnsafe(ref c, (nuint)offset), Vector256.LoadUnsafe(ref c, (nuint)(offset + 8)));

    private static void Store(Vector256<float> left, Vector256<float> right, ref float c, int offset)
    {
        left.StoreUnsafe(ref c, (nuint)offset);
        right.StoreUnsafe(ref c, (nuint)(offset + 8));
    }

    [Conditional("DEBUG")]
    private static void CheckExtents(
        ReadOnlySpan<float> a,
        int aRowStride,
        int aInnerStride,
        ReadOnlySpan<float> packedB,
        ReadOnlySpan<float> c,
        int cRowStride,
        int rows,
        int inner,
        int columns)
    {
        Debug.Assert(rows > 0 && inner > 0 && columns > 0, "An empty product.");
        Debug.Assert(a.Length > ((rows - 1) * aRowStride) + ((inner - 1) * aInnerStride), "A ends too early.");
        Debug.Assert(packedB.Length >= PackedCount(inner, columns), "B ends too early.");
        Debug.Assert(c.Length >= ((rows - 1) * cRowStride) + columns, "C ends too early.");
    }
}
