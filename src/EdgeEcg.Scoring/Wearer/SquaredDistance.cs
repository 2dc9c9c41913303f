using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeEcg.Scoring;

/// <summary>
/// Σ (aᵢ − bᵢ)², in sixteen sums side by side whatever the machine could do, so that a Raspberry Pi and a
/// server add up in the same order and give the same scores.
/// </summary>
internal static class SquaredDistance
{
    private const int Lanes = 4;
    private const int Step = 4 * Lanes;

    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Length, a.Length, nameof(b));
        ref float left = ref MemoryMarshal.GetReference(a);
        ref float right = ref MemoryMarshal.GetReference(b);
        Vector256<float> low = Vector256<float>.Zero;
        Vector256<float> high = Vector256<float>.Zero;
        int i = 0;
        for (; i + Step <= a.Length; i += Step)
        {
            low += Square256(ref left, ref right, i);
            high += Square256(ref left, ref right, i + 2 * Lanes);
        }

        Vector128<float> first = low.GetLower();
        for (; i + Lanes <= a.Length; i += Lanes)
        {
            first += Square(ref left, ref right, i);
        }

        Vector128<float> sum = first + low.GetUpper() + (high.GetLower() + high.GetUpper());
        float total = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (; i < a.Length; i++)
        {
            float difference = a[i] - b[i];
            total += difference * difference;
        }

        return total;
    }

    private static Vector256<float> Square256(ref float left, ref float right, int at)
    {
        Vector256<float> difference =
            Vector256.LoadUnsafe(ref left, (nuint)at) - Vector256.LoadUnsafe(ref right, (nuint)at);
        return difference * difference;
    }

    private static Vector128<float> Square(ref float left, ref float right, int at)
    {
        Vector128<float> difference =
            Vector128.LoadUnsafe(ref left, (nuint)at) - Vector128.LoadUnsafe(ref right, (nuint)at);
        return difference * difference;
    }
}
