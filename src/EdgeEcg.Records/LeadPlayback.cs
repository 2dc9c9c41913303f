namespace EdgeEcg.Records;

/// <summary>
/// Plays the ECG leads of a record sample by sample, the way a chip would give them: the first voltage
/// signals, in microvolts, and after the end the last values held for a while, so that what a detector still
/// holds back comes out.
/// </summary>
public sealed class LeadPlayback : IDisposable
{
    private const int BlockSamples = 4096;

    private readonly WfdbSignalReader _reader;
    private readonly WfdbSignal[] _signals;
    private readonly int[] _baselines;
    private readonly double[] _microvoltsPerCode;
    private readonly int[][] _block;
    private readonly float[] _heldMicrovolts;
    private readonly long _padding;
    private int _blockCount;
    private int _next;
    private long _padded;

    /// <param name="record">An opened record.</param>
    /// <param name="mostLeads">Signals taken at most.</param>
    /// <param name="paddingSamples">Held samples after the record's end.</param>
    /// <exception cref="BadRecordException">
    /// No signal of the record is a voltage, or a signal file cannot be read.
    /// </exception>
    public LeadPlayback(WfdbRecord record, int mostLeads, long paddingSamples)
    {
        int[] voltages = [.. Enumerable.Range(0, record.Header.Signals.Count)
            .Where(i => record.Header.Signals[i].IsVoltage).Take(mostLeads)];
        if (voltages.Length == 0)
        {
            throw BadRecordException.InFile(record.HeaderPath, "no signal in volts", "at least one ECG lead");
        }

        _reader = record.OpenSignals(voltages);
        _signals = [.. voltages.Select(i => record.Header.Signals[i])];
        _baselines = [.. _signals.Select(s => s.Baseline)];
        _microvoltsPerCode = [.. _signals.Select(s => s.MicrovoltsPerCode)];
        _block = [.. voltages.Select(_ => new int[BlockSamples])];
        _heldMicrovolts = new float[voltages.Length];
        _padding = paddingSamples;
    }

    public int Leads => _block.Length;

    /// <summary>Those that the leads are read from.</summary>
    public IReadOnlyList<WfdbSignal> Signals => _signals;

    /// <summary>Samples of the record itself, without the padding.</summary>
    public long SampleCount => _reader.SampleCount;

    /// <summary>Bit i is set while lead i has the sample that came last; otherwise it is held.</summary>
    public uint Connected { get; private set; } = uint.MaxValue;

    /// <summary>Samples so far that no lead had.</summary>
    public long SamplesMissing { get; private set; }

    /// <summary>The next sample of every lead; false at the end.</summary>
    /// <param name="microvolts">
    /// At least <see cref="Leads"/> values; only those are written. Of a missing sample the last one that was
    /// there, because a NaN would poison every filter after it.
    /// </param>
    /// <exception cref="BadRecordException">A file is cut short, or a checksum differs.</exception>
    public bool Next(Span<float> microvolts)
    {
        if (_next == _blockCount && !Refill())
        {
            if (_padded == _padding)
            {
                return false;
            }

            _padded++;
            _next = _blockCount - 1;
        }

        Connected = 0;
        for (int lead = 0; lead < _block.Length; lead++)
        {
            int code = _block[lead][_next];
            if (code != WfdbSignalReader.MissingCode)
            {
                Connected |= 1u << lead;
                _heldMicrovolts[lead] = (float)((code - _baselines[lead]) * _microvoltsPerCode[lead]);
            }

            microvolts[lead] = _heldMicrovolts[lead];
        }

        SamplesMissing += Connected == 0 && _padded == 0 ? 1 : 0;
        _next++;
        return true;
    }

    public void Dispose() => _reader.Dispose();

    // At the end the last block stays, so that its last sample can be held.
    private bool Refill()
    {
        if (_padded > 0)
        {
            return false;
        }

        int read = _reader.ReadCodes(_block);
        if (read == 0)
        {
            return false;
        }

        _blockCount = read;
        _next = 0;
        return true;
    }
}
