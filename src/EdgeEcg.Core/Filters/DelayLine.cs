using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeEcg.Core.Filters;

/// <summary>
/// The last N samples of a signal as one contiguous span, oldest first; N is a multiple of <see
/// cref="Step"/>. Each sample is written twice, N apart, so that no read ever wraps: the one modulo of all
/// filters is here.
/// </summary>
internal sealed class DelayLine
{
    /// <summary>Products that are added up side by side.</summary>
    private const int Step = 16;

    private readonly float[] _twice;
    private readonly int _length;
    private int _next;

    /// <param name="length">The least number of samples; it is rounded up.</param>
    public DelayLine(int length)
    {
        _length = RoundedUp(length);
        _twice = new float[2 * _length];
    }

    /// <summary>The last N samples, oldest first; valid until the next push.</summary>
    public ReadOnlySpan<float> Window => _twice.AsSpan(_next, _length);

    public void Push(float sample)
    {
        _twice[_next] = sample;
        _twice[_next + _length] = sample;
        _next = _next + 1 == _length ? 0 : _next + 1;
    }

    /// <summary>As if the signal had always had this value.</summary>
    public void Fill(float sample) => Array.Fill(_twice, sample);

    /// <summary>
    /// Weights for as many samples as the line holds: those of the samples before stay 0.
    /// </summary>
    public static float[] Padded(float[] weights)
    {
        float[] padded = new float[RoundedUp(weights.Length)];
        weights.CopyTo(padded.AsSpan(padded.Length - weights.Length));
        return padded;
    }

    /// <summary>
    /// The inner product of the window with as many weights. Sixteen sums of fixed order, whatever the
    /// processor's vector width, so that a beat is the same to the last bit on the device and where its model
    /// was trained; two vectors of them, because one would wait for itself.
    /// </summary>
    /// <param name="weights">As <see cref="Padded"/> makes them.</param>
    public float Dot(ReadOnlySpan<float> weights)
    {
        ReadOnlySpan<float> window = Window;
        ArgumentOutOfRangeException.ThrowIfNotEqual(weights.Length, window.Length, nameof(weights));
        ref float left = ref MemoryMarshal.GetReference(window);
        ref float right = ref MemoryMarshal.GetReference(weights);
        Vector256<float> first = Vector256<float>.Zero;
        Vector256<float> second = Vector256<float>.Zero;
        for (int i = 0; i < window.Length; i += Step)
        {
            first += Vector256.LoadUnsafe(ref left, (nuint)i) * Vector256.LoadUnsafe(ref right, (nuint)i);
            nuint next = (nuint)(i + Vector256<float>.Count);
            second += Vector256.LoadUnsafe(ref left, next) * Vector256.LoadUnsafe(ref right, next);
        }

        return Vector256.Sum(first + second);
    }

    /// <summary>
    /// Two inner products at once, each to the last bit as <see cref="Dot"/> has it: the window is read once.
    /// </summary>
    public (float One, float Other) Dots(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        ReadOnlySpan<float> window = Window;
        ArgumentOutOfRangeException.ThrowIfNotEqual(one.Length, window.Length, nameof(one));
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, window.Length, nameof(other));
        ref float samples = ref MemoryMarshal.GetReference(window);
        ref float weights1 = ref MemoryMarshal.GetReference(one);
        ref float weights2 = ref MemoryMarshal.GetReference(other);
        (Vector256<float> first1, Vector256<float> second1) = (default, default);
        (Vector256<float> first2, Vector256<float> second2) = (default, default);
        for (int i = 0; i < window.Length; i += Step)
        {
            nuint next = (nuint)(i + Vector256<float>.Count);
            Vector256<float> low = Vector256.LoadUnsafe(ref samples, (nuint)i);
            Vector256<float> high = Vector256.LoadUnsafe(ref samples, next);
            first1 += low * Vector256.LoadUnsafe(ref weights1, (nuint)i);
            second1 += high * Vector256.LoadUnsafe(ref weights1, next);
            first2 += low * Vector256.LoadUnsafe(ref weights2, (nuint)i);
            second2 += high * Vector256.LoadUnsafe(ref weights2, next);
        }

        return (Vector256.Sum(first1 + second1), Vector256.Sum(first2 + second2));
    }

    private static int RoundedUp(int length) => (length + Step - 1) / Step * Step;
}
