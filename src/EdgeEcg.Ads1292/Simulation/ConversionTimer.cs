namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// When conversions end (SBAS502B, settling time and data retrieval): silence until START, the first after
/// the filter has settled, then one per period of the chip's own clock. Pure arithmetic: asking costs the
/// same however far time has moved.
/// </summary>
internal sealed class ConversionTimer
{
    private const double NanosecondsPerSecond = 1e9;

    private readonly long _lengthSamples;
    private long _countBefore;
    private double _firstNs;
    private double _periodNs;
    private bool _running;

    /// <param name="clockErrorPartsPerMillion">Positive runs fast.</param>
    /// <param name="lengthSamples">Conversions after which the signal ends.</param>
    public ConversionTimer(double clockErrorPartsPerMillion, long lengthSamples)
    {
        ModulatorClockNs = NanosecondsPerSecond
            / (ChipTiming.ModulatorClockHz * (1 + (clockErrorPartsPerMillion / 1e6)));
        _lengthSamples = lengthSamples;
    }

    /// <summary>t_MOD by this chip's clock.</summary>
    public double ModulatorClockNs { get; }

    /// <summary>t_CLK by this chip's clock.</summary>
    public double ClockNs => ModulatorClockNs / 4;

    public bool Running => _running;

    /// <summary>Told the moment before conversions stop: the last chance to ask when they ended.</summary>
    public Action<long>? Stopping { get; set; }

    public void Start(DataRate rate, long nowNs)
    {
        if (!_running)
        {
            _periodNs = rate.Oversampling * ModulatorClockNs;
            _firstNs = nowNs + (rate.SettlingModulatorClocks * ModulatorClockNs);
            _running = true;
        }
    }

    public void Stop(long nowNs)
    {
        if (_running)
        {
            Stopping?.Invoke(nowNs);
            _countBefore = CompletedBy(nowNs);
            _running = false;
        }
    }

    /// <summary>The filter begins anew: settling time again.</summary>
    public void Restart(DataRate rate, long nowNs)
    {
        if (_running)
        {
            Stop(nowNs);
            Start(rate, nowNs);
        }
    }

    /// <summary>Conversions ended up to and including a moment, since the chip's first start.</summary>
    public long CompletedBy(long nowNs)
    {
        if (!_running || nowNs < (long)_firstNs)
        {
            return _countBefore;
        }

        long count = _countBefore + 1 + (long)((nowNs - _firstNs) / _periodNs);
        if (EndOf(count) <= nowNs)
        {
            count++;
        }
        else if (EndOf(count - 1) > nowNs)
        {
            count--;
        }

        return Math.Min(count, _lengthSamples);
    }

    /// <summary>When a conversion ends; only for those of the current run.</summary>
    public long EndOf(long sampleIndex) => (long)(_firstNs + ((sampleIndex - _countBefore) * _periodNs));

    /// <summary>End of the next conversion after those completed; null where none will come.</summary>
    public long? NextEndNs(long completed) =>
        _running && completed < _lengthSamples ? EndOf(completed) : null;
}
