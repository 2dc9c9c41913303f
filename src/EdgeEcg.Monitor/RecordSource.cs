using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Core;
using EdgeEcg.Core.Filters;
using EdgeEcg.Records;

namespace EdgeEcg.Monitor;

/// <summary>
/// A recorded ECG as the electrodes of a simulated chip: played through a band-limited interpolator, so that
/// the chip samples it at its own rate like any signal. A record of one lead leaves the second channel's
/// electrodes off, and where a lead has no samples its electrodes are off. After the record's end the last
/// values are held for a moment, so that its last beats come out.
/// </summary>
public sealed class RecordSource : IElectrodeSource, IDisposable
{
    private const int MostLeads = 2;
    private const double HeldMs = 2000;

    private readonly LeadPlayback _playback;
    private readonly RateConverter[] _converters;
    private readonly float[] _input = new float[MostLeads];
    private readonly float[] _output = new float[MostLeads];
    private long _taken;

    /// <param name="record">An opened record.</param>
    /// <param name="chipRate">The simulated chip's data rate.</param>
    /// <exception cref="BadRecordException">The record has no ECG lead, or a file cannot be read.</exception>
    public RecordSource(WfdbRecord record, SampleRate chipRate)
    {
        RecordRate = record.Header.SampleRate;
        ChipRate = chipRate;
        _playback = new LeadPlayback(record, MostLeads, RecordRate.Samples(2 * HeldMs));
        _converters =
            [.. Enumerable.Range(0, _playback.Leads).Select(_ => new RateConverter(RecordRate, chipRate))];
        double recordMs = RecordRate.Milliseconds(_playback.SampleCount);
        LengthSamples = (long)((recordMs + HeldMs) * chipRate.Hz / 1000);
    }

    public SampleRate RecordRate { get; }

    public SampleRate ChipRate { get; }

    public long LengthSamples { get; }

    public void Read(
        long sampleIndex, out float channel1Microvolts, out float channel2Microvolts, out Electrodes leadsOff)
    {
        while (_taken <= sampleIndex && TakeNext())
        {
            _taken++;
        }

        channel1Microvolts = _output[0];
        channel2Microvolts = _output[1];
        leadsOff = Off(0, Electrodes.Channel1) | Off(1, Electrodes.Channel2);
    }

    public void Dispose() => _playback.Dispose();

    private Electrodes Off(int lead, Electrodes electrodes) =>
        lead < _converters.Length && ((_playback.Connected >> lead) & 1) != 0 ? Electrodes.None : electrodes;

    private bool TakeNext()
    {
        while (!_converters[0].TryTake(out _output[0]))
        {
            if (!_playback.Next(_input))
            {
                return false;
            }

            for (int lead = 0; lead < _converters.Length; lead++)
            {
                _converters[lead].Push(_input[lead]);
            }
        }

        return _converters.Length == 1 || _converters[1].TryTake(out _output[1]);
    }
}
