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
        for (int u = 0; u < units; u += Lanes)
        {
            Vector256<float> i = VectorMath.Sigmoid(Load(gates, u, units));
            Vector256<float> f = VectorMath.Sigmoid(Load(gates[units..], u, units));
            Vector256<float> g = VectorMath.Tanh(Load(gates[(2 * units)..], u, units));
            Vector256<float> o = VectorMath.Sigmoid(Load(gates[(3 * units)..], u, units));
            Vector256<float> before = Load(previousCell, u, previousCell.Length);
            Vector256<float> c = Vector256.FusedMultiplyAdd(f, before, i * g);
            Vector256<float> tanh = VectorMath.Tanh(c);
            Store(i, gates, u, units);
            Store(f, gates[units..], u, units);
            Store(g, gates[(2 * units)..], u, units);
            Store(o, gates[(3 * units)..], u, units);
            Store(c, cell, u, units);
            Store(tanh, tanhCell, u, units);
            Store(o * tanh, hidden, u, units);
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
        Vector256<float> one = Vector256<float>.One;
        for (int u = 0; u < units; u += Lanes)
        {
            Vector256<float> i = Load(gates, u, units);
            Vector256<float> f = Load(gates[units..], u, units);
            Vector256<float> g = Load(gates[(2 * units)..], u, units);
            Vector256<float> o = Load(gates[(3 * units)..], u, units);
            Vector256<float> tanh = Load(tanhCell, u, units);
            Vector256<float> dh = Load(hiddenGradient, u, units);
            Vector256<float> dc = Vector256.FusedMultiplyAdd(
                dh * o, one - (tanh * tanh), Load(cellGradient, u, units));
            Store(dc * g * i * (one - i), sumGradients, u, units);
            Vector256<float> before = Load(previousCell, u, previousCell.Length);
            Store(dc * before * f * (one - f), sumGradients[units..], u, units);
            Store(dc * i * (one - (g * g)), sumGradients[(2 * units)..], u, units);
            Store(dh * tanh * o * (one - o), sumGradients[(3 * units)..], u, units);
            Store(dc * f, cellGradient, u, units);
        }
    }

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
