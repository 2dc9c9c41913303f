using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeEcg.Scoring;

/// <summary>
/// Σ (aᵢ − bᵢ)², four lanes at a time whatever the machine could do, so that a Raspberry Pi and a server add
/// up in the same order and give the same scores.
/// </summary>
internal static class SquaredDistance
{
    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ReadOnlySpan<Vector128<float>> left = MemoryMarshal.Cast<float, Vector128<float>>(a);
        ReadOnlySpan<Vector128<float>> right = MemoryMarshal.Cast<float, Vector128<float>>(b);
        Vector128<float> sum = Vector128<float>.Zero;
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            Vector128<float> difference = left[i] - right[i];
            sum += difference * difference;
        }

        float total = sum[0] + sum[1] + (sum[2] + sum[3]);
        for (int i = left.Length * Vector128<float>.Count; i < a.Length; i++)
        {
            float difference = a[i] - b[i];
            total += difference * difference;
        }

        return total;
    }
}
