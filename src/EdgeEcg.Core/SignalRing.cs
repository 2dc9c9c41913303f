using System.Numerics;

namespace EdgeEcg.Core;

/// <summary>
/// The most recent samples of a signal, addressed by their index since the start, which never wraps. The
/// buffer is a power of two long, so that a slot is found by a mask: a division for every sample that is
/// looked at would be a good part of all that the detector does.
/// </summary>
internal sealed class SignalRing
{
    private readonly float[] _samples;
    private readonly int _capacity;
    private readonly int _mask;

    public SignalRing(int capacitySamples)
    {
        _capacity = capacitySamples;
        _samples = new float[BitOperations.RoundUpToPowerOf2((uint)capacitySamples)];
        _mask = _samples.Length - 1;
    }

    /// <summary>One past the newest sample's index: the number of samples ever appended.</summary>
    public long End { get; private set; }

    /// <summary>The oldest index still held.</summary>
    public long Start => Math.Max(0, End - _capacity);

    /// <summary>The sample at an index from <see cref="Start"/> to <see cref="End"/> - 1.</summary>
    public float this[long index] => _samples[Slot(index)];

    public void Append(float sample)
    {
        _samples[Slot(End)] = sample;
        End++;
    }

    private int Slot(long index) => (int)index & _mask;
}
