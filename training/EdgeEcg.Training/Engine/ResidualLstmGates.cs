using System.Runtime.Intrinsics;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// The value-by-value parts of one residual LSTM step for one beat, between its matrix products. Gates lie as
/// input, forget, candidate, output, [4 · hidden].
/// </summary>
internal static class ResidualLstmGates
{
    private const int Lanes = 8;

    /// <summary>c = f c₋ + i g, and tanh(c).</summary>
    public static void Cell(
        Span<float> gates, ReadOnlySpan<float> previousCell, Span<float> cell, Span<float> tanhCell)
    {
        int units = cell.Length;
        for (int u = 0; u < units; u += Lanes)
        {
            Vector256<float> i = VectorMath.Sigmoid(LstmGates.Load(gates, u, units));
            Vector256<float> f = VectorMath.Sigmoid(LstmGates.Load(gates[units..], u, units));
            Vector256<float> g = VectorMath.Tanh(LstmGates.Load(gates[(2 * units)..], u, units));
            Vector256<float> before = LstmGates.Load(previousCell, u, previousCell.Length);
            Vector256<float> c = Vector256.FusedMultiplyAdd(f, before, i * g);
            LstmGates.Store(i, gates, u, units);
            LstmGates.Store(f, gates[units..], u, units);
            LstmGates.Store(g, gates[(2 * units)..], u, units);
            LstmGates.Store(c, cell, u, units);
            LstmGates.Store(VectorMath.Tanh(c), tanhCell, u, units);
        }
    }

    /// <summary>h = o · mixed.</summary>
    public static void Hidden(Span<float> gates, ReadOnlySpan<float> mixed, Span<float> hidden)
    {
        int units = hidden.Length;
        Span<float> output = gates[(3 * units)..];
        for (int u = 0; u < units; u += Lanes)
        {
            Vector256<float> o = VectorMath.Sigmoid(LstmGates.Load(output, u, units));
            LstmGates.Store(o, output, u, units);
            LstmGates.Store(o * LstmGates.Load(mixed, u, units), hidden, u, units);
        }
    }

    /// <summary>Derivatives of <see cref="Hidden"/>: of mixed, and of the output gate's sum.</summary>
    public static void HiddenBackward(
        ReadOnlySpan<float> gates,
        ReadOnlySpan<float> mixed,
        ReadOnlySpan<float> hiddenGradient,
        Span<float> mixedGradient,
        Span<float> sumGradients)
    {
        int units = mixed.Length;
        for (int u = 0; u < units; u += Lanes)
        {
            Vector256<float> o = LstmGates.Load(gates[(3 * units)..], u, units);
            Vector256<float> dh = LstmGates.Load(hiddenGradient, u, units);
            LstmGates.Store(dh * o, mixedGradient, u, units);
            Vector256<float> slope = o * (Vector256<float>.One - o);
            Vector256<float> sum = dh * LstmGates.Load(mixed, u, units) * slope;
            LstmGates.Store(sum, sumGradients[(3 * units)..], u, units);
        }
    }

    /// <summary>Adds dLoss/dtanh(c) · (1 − tanh²(c)) to dLoss/dc.</summary>
    public static void TanhBackward(
        ReadOnlySpan<float> tanhCell, ReadOnlySpan<float> tanhGradient, Span<float> cellGradient)
    {
        int units = tanhCell.Length;
        for (int u = 0; u < units; u += Lanes)
        {
            Vector256<float> tanh = LstmGates.Load(tanhCell, u, units);
            Vector256<float> slope = Vector256<float>.One - (tanh * tanh);
            Vector256<float> before = LstmGates.Load(cellGradient, u, units);
            Vector256<float> sum = Vector256.FusedMultiplyAdd(
                LstmGates.Load(tanhGradient, u, units), slope, before);
            LstmGates.Store(sum, cellGradient, u, units);
        }
    }

    /// <summary>Derivatives of <see cref="Cell"/>: of the three sums; dLoss/dc becomes dLoss/dc₋.</summary>
    public static void CellBackward(
        ReadOnlySpan<float> gates,
        ReadOnlySpan<float> previousCell,
        Span<float> cellGradient,
        Span<float> sumGradients)
    {
        int units = cellGradient.Length;
        Vector256<float> one = Vector256<float>.One;
        for (int u = 0; u < units; u += Lanes)
        {
            Vector256<float> i = LstmGates.Load(gates, u, units);
            Vector256<float> f = LstmGates.Load(gates[units..], u, units);
            Vector256<float> g = LstmGates.Load(gates[(2 * units)..], u, units);
            Vector256<float> dc = LstmGates.Load(cellGradient, u, units);
            Vector256<float> before = LstmGates.Load(previousCell, u, previousCell.Length);
            LstmGates.Store(dc * g * i * (one - i), sumGradients, u, units);
            LstmGates.Store(dc * before * f * (one - f), sumGradients[units..], u, units);
            LstmGates.Store(dc * i * (one - (g * g)), sumGradients[(2 * units)..], u, units);
            LstmGates.Store(dc * f, cellGradient, u, units);
        }
    }
}
