using System.Numerics;

namespace EdgeEcg.Core.Filters;

/// <summary>
/// The last N samples of a signal as one contiguous span, oldest first. Each sample is written twice, N apart, so
/// that no read ever wraps: the one modulo of all filters is here.
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

    /// <summary>The inner product of the window with as many weights.</summary>
    public float Dot(ReadOnlySpan<float> weights)
    {
        ReadOnlySpan<float> window = Window;
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= window.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            sums += new Vector<float>(window[i..]) * new Vector<float>(weights[i..]);
        }

        float sum = Vector.Sum(sums);
        for (; i < window.Length; i++)
        {
            sum += window[i] * weights[i];
        }

        return sum;
    }
}
