using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// exp, tanh and the logistic function, our own: the library's change with version and vector width, and the
/// same seed must give the same bytes everywhere. Each vector form performs the operations of its scalar twin
/// in the same order, so they agree to the bit.
/// </summary>
/// <remarks>
/// exp(x) = 2ⁿ · exp(r) with n = round(x / ln 2) and |r| ≤ ln 2 / 2; ln 2 is subtracted in two parts (Cody
/// and Waite 1980) and exp(r) is its Taylor polynomial of degree 7, whose error there is below 1e-8.
/// </remarks>
internal static class VectorMath
{
    /// <summary>2ⁿ stays a normal float between these.</summary>
    private const float MinExponent = -87f;

    private const float MaxExponent = 88f;
    private const float InverseOfLn2 = 1.44269504f;

    /// <summary>
    /// ln 2 = 0.693359375 − 2.12194440e-4; the first part has few bits, so n times it is exact.
    /// </summary>
    private const float Ln2High = 0.693359375f;

    private const float Ln2Low = -2.12194440e-4f;
    private const float Term2 = 1f / 2;
    private const float Term3 = 1f / 6;
    private const float Term4 = 1f / 24;
    private const float Term5 = 1f / 120;
    private const float Term6 = 1f / 720;
    private const float Term7 = 1f / 5040;

    /// <summary>A float's exponent field is offset by 127 and starts at bit 23.</summary>
    private const int ExponentOffset = 127;

    private const int ExponentBit = 23;

    public static float Exp(float x)
    {
        float bounded = MathF.Min(MathF.Max(x, MinExponent), MaxExponent);
        float n = MathF.Round(bounded * InverseOfLn2);
        float r = MathF.FusedMultiplyAdd(n, -Ln2High, bounded);
        r = MathF.FusedMultiplyAdd(n, -Ln2Low, r);
        float p = MathF.FusedMultiplyAdd(Term7, r, Term6);
        p = MathF.FusedMultiplyAdd(p, r, Term5);
        p = MathF.FusedMultiplyAdd(p, r, Term4);
        p = MathF.FusedMultiplyAdd(p, r, Term3);
        p = MathF.FusedMultiplyAdd(p, r, Term2);
        p = MathF.FusedMultiplyAdd(p, r, 1);
        p = MathF.FusedMultiplyAdd(p, r, 1);
        return p * BitConverter.Int32BitsToSingle(((int)n + ExponentOffset) << ExponentBit);
    }

    public static float Sigmoid(float x) => 1 / (1 + Exp(-x));

    public static float Tanh(float x) => 1 - (2 / (1 + Exp(x + x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        Vector256<float> low = Vector256.Create(MinExponent);
        Vector256<float> bounded = Vector256.Min(Vector256.Max(x, low), Vector256.Create(MaxExponent));
        Vector256<float> n = Vector256.Round(bounded * InverseOfLn2);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2High), bounded);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-Ln2Low), r);
        Vector256<float> p = Vector256.FusedMultiplyAdd(Vector256.Create(Term7), r, Vector256.Create(Term6));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(Term5));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(Term4));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(Term3));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(Term2));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256<float>.One);
        Vector256<int> exponent = Vector256.ConvertToInt32(n) + Vector256.Create(ExponentOffset);
        return p * Vector256.ShiftLeft(exponent, ExponentBit).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) =>
        Vector256<float>.One / (Vector256<float>.One + Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) =>
        Vector256<float>.One - (Vector256.Create(2f) / (Vector256<float>.One + Exp(x + x)));

    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length, nameof(y));
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= x.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Sigmoid(Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Sigmoid(x[i]);
        }
    }

    public static void Tanh(ReadOnlySpan<float> x, Span<float> y)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Length, nameof(y));
        ref float from = ref MemoryMarshal.GetReference(x);
        ref float to = ref MemoryMarshal.GetReference(y);
        int i = 0;
        for (; i <= x.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Tanh(Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < x.Length; i++)
        {
            y[i] = Tanh(x[i]);
        }
    }

    /// <summary>
    /// Sums the rows of a matrix [rows, columns] into <paramref name="sums"/>, first row first.
    /// </summary>
    public static void SumRows(ReadOnlySpan<float> matrix, int rows, Span<float> sums)
    {
        int columns = sums.Length;
        sums.Clear();
        for (int r = 0; r < rows; r++)
        {
            TensorPrimitives.Add(sums, matrix.Slice(r * columns, columns), sums);
        }
    }
}
