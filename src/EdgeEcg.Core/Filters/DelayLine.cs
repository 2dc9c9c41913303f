using System.Runtime.Intrinsics;

namespace EdgeEcg.Core.Filters;

/// <summary>
/// The last N samples of a signal as one contiguous span, oldest first. Each sample is written twice, N
/// apart, so that no read ever wraps: the one modulo of all filters is here.
/// </summary>
internal sealed class DelayLine
{
    private readonly float[] _twice;
    private readonly int _length;
    private int _next;

    public DelayLine(int length)
    {
        _length = length;
        _twice = new float[2 * length];
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
    /// The inner product of the window with as many weights. Eight sums of fixed order, whatever the
    /// processor's vector width, so that a beat is the same to the last bit on the device and where its model
    /// was trained.
    /// </summary>
    public float Dot(ReadOnlySpan<float> weights)
    {
        ReadOnlySpan<float> window = Window;
        Vector256<float> sums = Vector256<float>.Zero;
        int i = 0;
        for (; i <= window.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            sums += Vector256.Create(window[i..]) * Vector256.Create(weights[i..]);
        }

        float sum = Vector256.Sum(sums);
        for (; i < window.Length; i++)
        {
            sum += window[i] * weights[i];
        }

        return sum;
    }
}
