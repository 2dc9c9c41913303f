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
        Vector128<float> first = Vector128<float>.Zero;
        Vector128<float> second = Vector128<float>.Zero;
        Vector128<float> third = Vector128<float>.Zero;
        Vector128<float> fourth = Vector128<float>.Zero;
        int i = 0;
        for (; i + Step <= a.Length; i += Step)
        {
            first += Square(ref left, ref right, i);
            second += Square(ref left, ref right, i + Lanes);
            third += Square(ref left, ref right, i + 2 * Lanes);
            fourth += Square(ref left, ref right, i + 3 * Lanes);
        }

        for (; i + Lanes <= a.Length; i += Lanes)
        {
            first += Square(ref left, ref right, i);
        }

        Vector128<float> sum = first + second + (third + fourth);
        float total = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (; i < a.Length; i++)
        {
            float difference = a[i] - b[i];
            total += difference * difference;
        }

        return total;
    }

    private static Vector128<float> Square(ref float left, ref float right, int at)
    {
        Vector128<float> difference =
            Vector128.LoadUnsafe(ref left, (nuint)at) - Vector128.LoadUnsafe(ref right, (nuint)at);
        return difference * difference;
    }
}
