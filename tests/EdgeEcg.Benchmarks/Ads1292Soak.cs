using System.Globalization;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// The driver against a simulated chip in real time: the chip converts on the machine's own clock, so
/// whatever keeps this process from running loses samples as it would with a real one.
/// </summary>
public static class Ads1292Soak
{
    /// <returns>Samples lost; zero on an idle machine.</returns>
    /// <param name="rate">Data rate; 8000 SPS is the hardest.</param>
    /// <param name="duration">How long, in real time.</param>
    /// <param name="output">Where the lines go.</param>
    public static long Run(DataRate rate, TimeSpan duration, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using RealTimeClock clock = new(TimeProvider.System);
        SimulatedAds1292 chip = new(
            new SteadyElectrodes(),
            new SimulatedChipOptions { NoiseSeed = 1, EdgeQueueCapacity = 256 },
            clock);
        Driver driver = new(
            chip.Connection, new Ads1292Settings { Rate = rate, ClockHz = ChipTiming.MaximumClockHz });
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        Interruptions before = Interruptions.SoFar();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long start = TimeProvider.System.GetTimestamp();
        long longestGap = 0;
        while (TimeProvider.System.GetElapsedTime(start) < duration)
        {
            if (stream.Read(out Ads1292Frame frame) == FrameOutcome.Gap)
            {
                longestGap = Math.Max(longestGap, frame.LostBefore);
            }
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Report(stream, longestGap, allocated, output);
        Interruptions by = Interruptions.SoFar().Since(before);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"interrupted: {by.Preemptions} times by other threads, {by.StolenMs:0} ms by the hypervisor, "
            + $"{by.Collections} garbage collections"));
        return stream.Counters.LostSamples;
    }

    private static void Report(Ads1292Stream stream, long longestGap, long allocated, TextWriter output)
    {
        FrameCounters counters = stream.Counters;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"samples {stream.NextSampleIndex}  lost {counters.LostSamples}"
            + $"  gaps {counters[FrameOutcome.Gap]}  longest gap {longestGap}"
            + $"  late reads {counters.LateReads}  queue overflows {counters.QueueOverflows}"
            + $"  rate {stream.TrueRateHz:0.000} Hz  allocated {allocated} B"));
    }
}
