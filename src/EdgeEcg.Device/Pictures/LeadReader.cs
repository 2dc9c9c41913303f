using EdgeEcg.Core;
using EdgeEcg.Records;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// The ECG leads of a record, sample by sample, with what is missing told apart: an electrode was off, or the
/// sample was lost.
/// </summary>
internal sealed class LeadReader : IDisposable
{
    public const int MostLeads = 2;

    private readonly LeadPlayback _playback;

    /// <exception cref="BadRecordException">No signal is a voltage, or a file cannot be read.</exception>
    public LeadReader(WfdbRecord record)
    {
        Rate = record.Header.SampleRate;
        _playback = new LeadPlayback(record, MostLeads, paddingSamples: 0);
    }

    public SampleRate Rate { get; }

    public int Leads => _playback.Leads;

    public long SampleCount => _playback.SampleCount;

    /// <summary>As the record names them.</summary>
    public IReadOnlyList<string> Names => [.. _playback.Signals.Select((signal, i) =>
        signal.Description.Length > 0 ? signal.Description : $"lead {i + 1}")];

    /// <summary>The next sample of every lead; false at the end.</summary>
    /// <param name="microvolts">Of a missing sample: the last one that was there.</param>
    /// <param name="connected">Bit i is set while lead i has a sample.</param>
    public bool Next(Span<float> microvolts, out uint connected)
    {
        bool isThere = _playback.Next(microvolts);
        connected = isThere ? _playback.Connected : 0;
        return isThere;
    }

    public void Dispose() => _playback.Dispose();
}
