namespace EdgeEcg.Monitor;

/// <summary>
/// The last seconds of raw signal, both leads, so that the waveform around an event can still be had after it
/// was noticed. Allocated once; appending never fails.
/// </summary>
public sealed class EventRecorder
{
    private readonly float[][] _leads;
    private readonly int _capacity;

    /// <param name="leads">Leads recorded.</param>
    /// <param name="capacitySamples">Samples of each lead that are kept.</param>
    public EventRecorder(int leads, int capacitySamples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacitySamples);
        _capacity = capacitySamples;
        _leads = [.. Enumerable.Range(0, leads).Select(_ => new float[capacitySamples])];
    }

    public int Leads => _leads.Length;

    /// <summary>One past the newest sample's index.</summary>
    public long End { get; private set; }

    /// <summary>The oldest index still held.</summary>
    public long Start => Math.Max(0, End - _capacity);

    public void Append(ReadOnlySpan<float> microvolts)
    {
        int slot = Slot(End);
        for (int lead = 0; lead < _leads.Length; lead++)
        {
            _leads[lead][slot] = microvolts[lead];
        }

        End++;
    }

    /// <summary>Copies the samples from <paramref name="first"/> on, as far as they are held.</summary>
    /// <param name="lead">From 0.</param>
    /// <param name="first">Index of the first sample wanted.</param>
    /// <param name="microvolts">
    /// Receives the samples; what is not held any more, or not yet, is left untouched.
    /// </param>
    /// <returns>How many of the wanted samples were there.</returns>
    public int Copy(int lead, long first, Span<float> microvolts)
    {
        long from = Math.Max(first, Start);
        long to = Math.Min(first + microvolts.Length, End);
        for (long i = from; i < to; i++)
        {
            microvolts[(int)(i - first)] = _leads[lead][Slot(i)];
        }

        return (int)Math.Max(0, to - from);
    }

    private int Slot(long index) => (int)(index % _capacity);
}
