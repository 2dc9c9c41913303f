using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// The value-by-value part of one LSTM step for one beat, forwards and backwards. Gates lie as input, forget,
/// candidate, output, [4 · hidden]. Eight units at a time; the units left over take the same path through a
/// padded vector, so every unit is computed the same way.
/// </summary>
internal static class LstmGates
{
    private const int Lanes = 8;

    /// <summary>c = f c₋ + i g, h = o tanh(c).</summary>
    /// <param name="gates">Sums on entry, activated gates on return.</param>
    /// <param name="previousCell">c₋, or empty at the first step.</param>
    /// <param name="cell">Receives c.</param>
    /// <param name="tanhCell">Receives tanh(c).</param>
    /// <param name="hidden">Receives h.</param>
    public static void Forward(
        Span<float> gates,
        ReadOnlySpan<float> previousCell,
        Span<float> cell,
        Span<float> tanhCell,
        Span<float> hidden)
    {
        int units = cell.Length;
        ref float sums = ref MemoryMarshal.GetReference(gates);
        ref float previous = ref MemoryMarshal.GetReference(previousCell);
        int u = 0;
        for (; u <= units - Lanes; u += Lanes)
        {
            Vector256<float> i = VectorMath.Sigmoid(At(ref sums, u));
            Vector256<float> f = VectorMath.Sigmoid(At(ref sums, units + u));
            Vector256<float> g = VectorMath.Tanh(At(ref sums, (2 * units) + u));
            Vector256<float> o = VectorMath.Sigmoid(At(ref sums, (3 * units) + u));
            Vector256<float> before = previousCell.IsEmpty ? default : At(ref previous, u);
            Vector256<float> c = Vector256.FusedMultiplyAdd(f, before, i * g);
            Vector256<float> tanh = VectorMath.Tanh(c);
            i.StoreUnsafe(ref sums, (nuint)u);
            f.StoreUnsafe(ref sums, (nuint)(units + u));
            g.StoreUnsafe(ref sums, (nuint)((2 * units) + u));
            o.StoreUnsafe(ref sums, (nuint)((3 * units) + u));
            c.StoreUnsafe(ref MemoryMarshal.GetReference(cell), (nuint)u);
            tanh.StoreUnsafe(ref MemoryMarshal.GetReference(tanhCell), (nuint)u);
            (o * tanh).StoreUnsafe(ref MemoryMarshal.GetReference(hidden), (nuint)u);
        }

        if (u < units)
        {
            ForwardRest(u, gates, previousCell, cell, tanhCell, hidden);
        }
    }

    /// <summary>The derivatives of <see cref="Forward"/>.</summary>
    /// <param name="gates">Activated, as Forward left them.</param>
    /// <param name="previousCell">c₋, or empty at the first step.</param>
    /// <param name="tanhCell">tanh(c).</param>
    /// <param name="hiddenGradient">dLoss/dh.</param>
    /// <param name="cellGradient">dLoss/dc from the step after on entry, dLoss/dc₋ on return.</param>
    /// <param name="sumGradients">Receives dLoss/dsums, [4 · hidden].</param>
    public static void Backward(
        ReadOnlySpan<float> gates,
        ReadOnlySpan<float> previousCell,
        ReadOnlySpan<float> tanhCell,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> cellGradient,
        Span<float> sumGradients)
    {
        int units = tanhCell.Length;
        ref float activated = ref MemoryMarshal.GetReference(gates);
        ref float previous = ref MemoryMarshal.GetReference(previousCell);
        ref float sums = ref MemoryMarshal.GetReference(sumGradients);
        ref float cells = ref MemoryMarshal.GetReference(cellGradient);
        Vector256<float> one = Vector256<float>.One;
        int u = 0;
        for (; u <= units - Lanes; u += Lanes)
        {
            Vector256<float> i = At(ref activated, u);
            Vector256<float> f = At(ref activated, units + u);
            Vector256<float> g = At(ref activated, (2 * units) + u);
            Vector256<float> o = At(ref activated, (3 * units) + u);
            Vector256<float> tanh = At(ref MemoryMarshal.GetReference(tanhCell), u);
            Vector256<float> dh = At(ref MemoryMarshal.GetReference(hiddenGradient), u);
            Vector256<float> dc = Vector256.FusedMultiplyAdd(dh * o, one - (tanh * tanh), At(ref cells, u));
            Vector256<float> before = previousCell.IsEmpty ? default : At(ref previous, u);
            (dc * g * i * (one - i)).StoreUnsafe(ref sums, (nuint)u);
            (dc * before * f * (one - f)).StoreUnsafe(ref sums, (nuint)(units + u));
            (dc * i * (one - (g * g))).StoreUnsafe(ref sums, (nuint)((2 * units) + u));
            (dh * tanh * o * (one - o)).StoreUnsafe(ref sums, (nuint)((3 * units) + u));
            (dc * f).StoreUnsafe(ref cells, (nuint)u);
        }

        if (u < units)
        {
            BackwardRest(u, gates, previousCell, tanhCell, hiddenGradient, cellGradient, sumGradients);
        }
    }

    private static void ForwardRest(
        int first,
        Span<float> gates,
        ReadOnlySpan<float> previousCell,
        Span<float> cell,
        Span<float> tanhCell,
        Span<float> hidden)
    {
        int units = cell.Length;
        Span<float> padded = stackalloc float[8 * Lanes];
        padded.Clear();
        Span<float> paddedGates = padded[..(4 * Lanes)];
        Span<float> paddedCell = padded.Slice(5 * Lanes, Lanes);
        Span<float> paddedTanh = padded.Slice(6 * Lanes, Lanes);
        Span<float> paddedHidden = padded.Slice(7 * Lanes, Lanes);
        Pad(gates, first, units, paddedGates);
        Pad(previousCell, first, units, padded.Slice(4 * Lanes, Lanes));
        Forward(paddedGates, padded.Slice(4 * Lanes, Lanes), paddedCell, paddedTanh, paddedHidden);
        Unpad(paddedGates, first, units, gates);
        Unpad(paddedCell, first, units, cell);
        Unpad(paddedTanh, first, units, tanhCell);
        Unpad(paddedHidden, first, units, hidden);
    }

    private static void BackwardRest(
        int first,
        ReadOnlySpan<float> gates,
        ReadOnlySpan<float> previousCell,
        ReadOnlySpan<float> tanhCell,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> cellGradient,
        Span<float> sumGradients)
    {
        int units = tanhCell.Length;
        Span<float> padded = stackalloc float[12 * Lanes];
        padded.Clear();
        Span<float> paddedCells = padded.Slice(7 * Lanes, Lanes);
        Span<float> paddedSums = padded.Slice(8 * Lanes, 4 * Lanes);
        Pad(gates, first, units, padded[..(4 * Lanes)]);
        Pad(previousCell, first, units, padded.Slice(4 * Lanes, Lanes));
        Pad(tanhCell, first, units, padded.Slice(5 * Lanes, Lanes));
        Pad(hiddenGradient, first, units, padded.Slice(6 * Lanes, Lanes));
        Pad(cellGradient, first, units, paddedCells);
        Backward(
            padded[..(4 * Lanes)],
            padded.Slice(4 * Lanes, Lanes),
            padded.Slice(5 * Lanes, Lanes),
            padded.Slice(6 * Lanes, Lanes),
            paddedCells,
            paddedSums);
        Unpad(paddedCells, first, units, cellGradient);
        Unpad(paddedSums, first, units, sumGradients);
    }

    /// <summary>The units from <paramref name="first"/> on, of every gate there is, into whole
    /// vectors.</summary>
    private static void Pad(ReadOnlySpan<float> values, int first, int units, Span<float> padded)
    {
        for (int gate = 0; gate < values.Length / units; gate++)
        {
            values[((gate * units) + first)..((gate + 1) * units)].CopyTo(padded[(gate * Lanes)..]);
        }
    }

    private static void Unpad(ReadOnlySpan<float> padded, int first, int units, Span<float> values)
    {
        for (int gate = 0; gate < values.Length / units; gate++)
        {
            padded.Slice(gate * Lanes, units - first).CopyTo(values[((gate * units) + first)..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> At(ref float values, int index) =>
        Vector256.LoadUnsafe(ref values, (nuint)index);

    /// <summary>Up to eight values, zero where the vector reaches past <paramref name="count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> Load(ReadOnlySpan<float> values, int first, int count)
    {
        if (first + Lanes <= count)
        {
            return Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)first);
        }

        return LoadPadded(values, first, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(Vector256<float> vector, Span<float> values, int first, int count)
    {
        if (first + Lanes <= count)
        {
            vector.StoreUnsafe(ref MemoryMarshal.GetReference(values), (nuint)first);
            return;
        }

        StorePart(vector, values, first, count);
    }

    private static Vector256<float> LoadPadded(ReadOnlySpan<float> values, int first, int count)
    {
        Span<float> padded = stackalloc float[Lanes];
        padded.Clear();
        if (first < count)
        {
            values[first..count].CopyTo(padded);
        }

        return Vector256.Create((ReadOnlySpan<float>)padded);
    }

    private static void StorePart(Vector256<float> vector, Span<float> values, int first, int count)
    {
        for (int lane = 0; first + lane < count; lane++)
        {
            values[first + lane] = vector.GetElement(lane);
        }
    }
}
