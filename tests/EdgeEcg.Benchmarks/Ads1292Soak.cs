using System.Globalization;
using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Ads1292.Simulation;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// The driver against a simulated chip in real time: the chip converts on the machine's own clock, so
/// whatever keeps this process from running loses samples as it would with a real one. The reading thread
/// asks for real-time scheduling, as the daemon's does.
/// </summary>
public static class Ads1292Soak
{
    /// <summary>
    /// The runtime compiles the loop anew while it first runs, and stops it for that; a daemon's does so too,
    /// once, in its first seconds.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <returns>Samples lost; zero on an idle machine.</returns>
    /// <param name="rate">Data rate; 8000 SPS is the hardest.</param>
    /// <param name="duration">How long, in real time.</param>
    /// <param name="inRealTime">False: as an ordinary thread, to see what that costs.</param>
    /// <param name="output">Where the lines go.</param>
    public static long Run(DataRate rate, TimeSpan duration, bool inRealTime, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        long lost = 0;
        Thread reader = new(() => lost = Soak(rate, duration, inRealTime, output)) { Name = "acquire" };
        reader.Start();
        reader.Join();
        return lost;
    }

    private static long Soak(DataRate rate, TimeSpan duration, bool inRealTime, TextWriter output)
    {
        ThreadScheduling scheduling =
            inRealTime ? RealTimeScheduling.TryRaiseThisThread() : ThreadScheduling.Ordinary;
        SimulatedAds1292 chip = new(
            new SteadyElectrodes(),
            new SimulatedChipOptions { NoiseSeed = 1, EdgeQueueCapacity = 256 },
            new RealTimeClock());
        Driver driver = new(
            chip.Connection, new Ads1292Settings { Rate = rate, ClockHz = ChipTiming.MaximumClockHz });
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        ReadFor(stream, WarmUp);
        long lostBefore = stream.Counters.LostSamples;
        long samplesBefore = stream.NextSampleIndex;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"scheduling {scheduling}, {lostBefore} lost in {WarmUp.TotalSeconds:0} s of warming up"));

        Interruptions before = Interruptions.SoFar();
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        (long gaps, long longestGap) = ReadFor(stream, duration);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Interruptions by = Interruptions.SoFar().Since(before);
        long lost = stream.Counters.LostSamples - lostBefore;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"samples {stream.NextSampleIndex - samplesBefore}  lost {lost}  gaps {gaps}"
            + $"  longest gap {longestGap * 1e3 / rate.Hz:0.0} ms"
            + $"  queue overflows {stream.Counters.QueueOverflows}"
            + $"  rate {stream.TrueRateHz:0.000} Hz  allocated {allocated} B"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"interrupted: {by.Preemptions} times by other threads, {by.StolenMs:0} ms by the hypervisor, "
            + $"{by.Collections} garbage collections"));
        return lost;
    }

    /// <returns>Gaps, and the most samples lost in one.</returns>
    private static (long Gaps, long Longest) ReadFor(Ads1292Stream stream, TimeSpan duration)
    {
        long start = TimeProvider.System.GetTimestamp();
        (long gaps, long longest) = (0, 0);
        while (TimeProvider.System.GetElapsedTime(start) < duration)
        {
            if (stream.Read(out Ads1292Frame frame) == FrameOutcome.Gap)
            {
                gaps++;
                longest = Math.Max(longest, frame.LostBefore);
            }
        }

        return (gaps, longest);
    }
}
