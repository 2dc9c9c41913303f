namespace EdgeEcg.Ads1292;

/// <summary>
/// Which sample an edge belongs to, and how fast the chip really runs. The chip counts by its own oscillator,
/// up to 1.5 % off, while edges are stamped by the processor: a straight line through (sample, time) relates
/// the two. The line is fitted recursively (least squares of first degree over a growing memory: position
/// gain 2(2n-1)/(n(n+1)), slope gain 6/(n(n+1))), then kept with the gains of the last
/// <see cref="MemorySamples"/>. An edge's sample is the nearest one on the line, so a merged edge shows as a
/// step of two however it came about.
/// </summary>
public sealed class SampleClock
{
    /// <summary>
    /// Enough that jitter of 50 us leaves the rate good to a few parts per million at 500 SPS.
    /// </summary>
    private const int MemorySamples = 4096;

    /// <summary>Beyond the oscillator's tolerance the fit follows noise.</summary>
    private const double MaximumDeviation = 0.02;

    private readonly double _nominalPeriodNs;
    private double _periodNs;
    private long _anchorNs;
    private double _anchorFractionNs;
    private int _fitted;
    private bool _rephase;

    public SampleClock(DataRate rate)
    {
        _nominalPeriodNs = rate.PeriodNs;
        _periodNs = _nominalPeriodNs;
    }

    /// <summary>
    /// A clock for a chip that was stopped and started: the rate is still the chip's, the phase is new, and
    /// the first edge tells how long the chip was away. At another rate, or without a predecessor, everything
    /// is new.
    /// </summary>
    public static SampleClock Continue(SampleClock? previous, DataRate rate)
    {
        SampleClock clock = new(rate);
        if (previous is { _fitted: > 0 } && previous._nominalPeriodNs == clock._nominalPeriodNs)
        {
            clock._periodNs = previous._periodNs;
            clock._anchorNs = previous._anchorNs;
            clock._anchorFractionNs = previous._anchorFractionNs;
            clock._fitted = previous._fitted;
            clock._rephase = true;
        }

        return clock;
    }

    /// <summary>Best estimate of the time between samples.</summary>
    public double PeriodNs => _periodNs;

    /// <summary>Samples per second by the processor's clock.</summary>
    public double TrueRateHz => 1e9 / _periodNs;

    /// <summary>Edges that the estimate rests on; it is worth trusting after some hundreds.</summary>
    public int FittedEdges => _fitted;

    /// <summary>
    /// How many samples after the last one this edge is: 1 as a rule, 0 for a glitch, more after a loss.
    /// </summary>
    public long StepsTo(long edgeNs)
    {
        if (_fitted == 0)
        {
            return 1;
        }

        long steps = (long)Math.Round((edgeNs - _anchorNs - _anchorFractionNs) / _periodNs);
        return Math.Max(_rephase ? 1 : 0, steps);
    }

    /// <summary>Takes an edge into the fit.</summary>
    /// <param name="edgeNs">Timestamp on the monotonic clock.</param>
    /// <param name="steps">Samples since the edge before, as decided with <see cref="StepsTo"/>.</param>
    public void Accept(long edgeNs, long steps)
    {
        _fitted = Math.Min(_fitted + 1, MemorySamples);
        if (_fitted == 1 || _rephase)
        {
            _anchorNs = edgeNs;
            _anchorFractionNs = 0;
            _rephase = false;
            return;
        }

        double n = _fitted;
        double predictedNs = _anchorFractionNs + (steps * _periodNs);
        double errorNs = edgeNs - _anchorNs - predictedNs;
        double period = _periodNs + (6 / (n * (n + 1)) * errorNs / steps);
        double limit = _nominalPeriodNs * MaximumDeviation;
        _periodNs = Math.Clamp(period, _nominalPeriodNs - limit, _nominalPeriodNs + limit);
        MoveAnchor(predictedNs + (2 * ((2 * n) - 1) / (n * (n + 1)) * errorNs));
    }

    /// <summary>
    /// Whole nanoseconds and the rest are kept apart, so that a year of uptime costs no precision.
    /// </summary>
    private void MoveAnchor(double byNs)
    {
        double whole = Math.Floor(byNs);
        _anchorNs += (long)whole;
        _anchorFractionNs = byNs - whole;
    }
}
