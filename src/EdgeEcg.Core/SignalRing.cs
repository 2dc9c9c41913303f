namespace EdgeEcg.Core;

/// <summary>
/// The most recent samples of a signal, addressed by their index since the start, which never wraps.
/// </summary>
internal sealed class SignalRing
{
    private readonly float[] _samples;

    public SignalRing(int capacitySamples) => _samples = new float[capacitySamples];

    /// <summary>One past the newest sample's index: the number of samples ever appended.</summary>
    public long End { get; private set; }

    /// <summary>The oldest index still held.</summary>
    public long Start => Math.Max(0, End - _samples.Length);

    /// <summary>The sample at an index from <see cref="Start"/> to <see cref="End"/> - 1.</summary>
    public float this[long index] => _samples[Slot(index)];

    public void Append(float sample)
    {
        _samples[Slot(End)] = sample;
        End++;
    }

    private int Slot(long index) => (int)(index % _samples.Length);
}
