namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The DRDY pin and the kernel's view of it: one falling edge per conversion whether or not anybody reads
/// (SBAS502B, data retrieval), queued with its time, plus the scripted oddities.
/// </summary>
internal sealed class DataReadyOutput
{
    /// <summary>A glitch follows its edge after this long.</summary>
    private const long DoubleEdgeNs = 5_000;

    private readonly ConversionTimer _conversions;
    private readonly SimulatedFaults _faults;
    private readonly EdgeQueue _queue;
    private long _signalled;

    public DataReadyOutput(ConversionTimer conversions, SimulatedFaults faults, int queueCapacity)
    {
        _conversions = conversions;
        _faults = faults;
        _queue = new EdgeQueue(queueCapacity);
        conversions.Stopping = Signal;
    }

    /// <summary>
    /// When the next conversion ends, whether or not its edge will be seen; null where none will.
    /// </summary>
    public long? NextEdgeNs => _conversions.NextEndNs(_signalled);

    public bool TryTake(long nowNs, out DataReadyEdge edge)
    {
        Signal(nowNs);
        return _queue.TryTake(out edge);
    }

    private void Signal(long nowNs)
    {
        long completed = _conversions.CompletedBy(nowNs);
        for (; _signalled < completed; _signalled++)
        {
            if (_signalled >= _faults.DataReadyFrozenFromSample || _signalled == _faults.MergedEdgeAtSample)
            {
                continue;
            }

            long endNs = _conversions.EndOf(_signalled);
            _queue.Push(endNs);
            if (_signalled == _faults.DoubledEdgeAtSample)
            {
                _queue.Push(endNs + DoubleEdgeNs);
            }
        }
    }
}
