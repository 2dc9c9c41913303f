namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The machine's own time: the simulated chip converts whether or not anybody is ready, so a reader that is
/// late really loses samples. The last stretch of each wait is spun, because a timer is too coarse for a
/// period of 125 us.
/// </summary>
public sealed class RealTimeClock : ISimulationClock, IDisposable
{
    /// <summary>Timers wake up to a millisecond late.</summary>
    private const long SpunNs = 1_500_000;

    private const int SpinIterations = 20;

    private readonly WakeUp _wakeUp;

    /// <param name="time">Real time; a provider that stands still would be waited for in vain.</param>
    public RealTimeClock(TimeProvider time)
    {
        Time = time;
        _wakeUp = new WakeUp(time);
    }

    public TimeProvider Time { get; }

    public long NowNs => Time.NowNs();

    public void AdvanceTo(long ns)
    {
        long aheadNs = ns - NowNs;
        if (aheadNs > 2 * SpunNs)
        {
            _wakeUp.WaitFor(TimeSpan.FromTicks((aheadNs - SpunNs) / TimeSpan.NanosecondsPerTick));
        }

        while (NowNs < ns)
        {
            Thread.SpinWait(SpinIterations);
        }
    }

    public void Dispose() => _wakeUp.Dispose();
}
