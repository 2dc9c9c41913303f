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
    private const int BlockSamples = 4096;

    private readonly WfdbSignalReader _reader;
    private readonly WfdbSignal[] _signals;
    private readonly int[][] _block;
    private readonly float[] _held;
    private int _count;
    private int _next;

    /// <exception cref="BadRecordException">No signal is a voltage, or a file cannot be read.</exception>
    public LeadReader(WfdbRecord record)
    {
        int[] voltages = [.. Enumerable.Range(0, record.Header.Signals.Count)
            .Where(i => record.Header.Signals[i].IsVoltage).Take(MostLeads)];
        if (voltages.Length == 0)
        {
            throw BadRecordException.InFile(record.HeaderPath, "no signal in volts", "at least one ECG lead");
        }

        Rate = record.Header.SampleRate;
        _reader = record.OpenSignals(voltages);
        _signals = [.. voltages.Select(i => record.Header.Signals[i])];
        _block = [.. voltages.Select(_ => new int[BlockSamples])];
        _held = new float[voltages.Length];
    }

    public SampleRate Rate { get; }

    public int Leads => _block.Length;

    public long SampleCount => _reader.SampleCount;

    /// <summary>As the record names them.</summary>
    public IReadOnlyList<string> Names => [.. _signals.Select((signal, i) =>
        signal.Description.Length > 0 ? signal.Description : $"lead {i + 1}")];

    /// <summary>The next sample of every lead; false at the end.</summary>
    /// <param name="microvolts">Of a missing sample: the last one that was there.</param>
    /// <param name="connected">Bit i is set while lead i has a sample.</param>
    public bool Next(Span<float> microvolts, out uint connected)
    {
        connected = 0;
        if (_next == _count)
        {
            _count = _reader.ReadCodes(_block);
            _next = 0;
            if (_count == 0)
            {
                return false;
            }
        }

        for (int lead = 0; lead < _block.Length; lead++)
        {
            int code = _block[lead][_next];
            if (code != WfdbSignalReader.MissingCode)
            {
                connected |= 1u << lead;
                _held[lead] = (float)((code - _signals[lead].Baseline) * _signals[lead].MicrovoltsPerCode);
            }

            microvolts[lead] = _held[lead];
        }

        _next++;
        return true;
    }

    public void Dispose() => _reader.Dispose();
}
