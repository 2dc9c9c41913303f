using EdgeEcg.Ads1292.Linux;

namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The machine's own time: the simulated chip converts whether or not anybody is ready, so a reader that is
/// late really loses samples. Between samples the thread sleeps in the kernel, as it does for a real DRDY
/// line; the few microseconds of a transfer are spun, as spidev's own drivers do with short ones.
/// </summary>
public sealed class RealTimeClock : ISimulationClock
{
    /// <summary>
    /// Shorter than what it takes to fall asleep and wake up again. At 8000 SPS it leaves three quarters of
    /// each period to others, even where this thread comes before them.
    /// </summary>
    private const long LongestSpinNs = 30_000;

    private const int SpinIterations = 4;

    public TimeProvider Time => TimeProvider.System;

    public long NowNs => Time.NowNs();

    public void AdvanceTo(long ns)
    {
        while (ns - NowNs > LongestSpinNs)
        {
            KernelSleep.Until(ns);
        }

        while (NowNs < ns)
        {
            Thread.SpinWait(SpinIterations);
        }
    }
}
