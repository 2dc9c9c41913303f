using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

public sealed class LongRunTests
{
    [Fact]
    public void A_day_at_250_samples_per_second_loses_nothing_and_allocates_nothing()
    {
        const long samples = 24L * 3600 * 250;
        SimulatedAds1292 chip = new(
            new PatternElectrodes { LengthSamples = samples },
            new() { ClockErrorPartsPerMillion = 15_000, NoiseSeed = 1 });
        Driver driver = new(chip.Connection, new Ads1292Settings { Rate = DataRate.Sps250 });
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        stream.Read(out Ads1292Frame frame);

        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long wrong = 0;
        while (frame.SampleIndex < samples - 1)
        {
            wrong += stream.Read(out frame) == FrameOutcome.Ok ? 0 : 1;
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        Assert.Equal(0, wrong);
        Assert.Equal(0, allocated);
        Assert.Equal(samples, stream.NextSampleIndex);
        Assert.Equal(0, stream.Counters.LostSamples);
        Assert.Equal(250 * 1.015, stream.TrueRateHz, 0.0001);
    }

    [Fact]
    public void A_paced_line_keeps_the_pace_of_the_wall_clock()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        VirtualClock wall = new();
        using PacedDataReadyLine paced = new(chip, wall, speed: 4);
        Driver driver = new(chip.Connection with { DataReady = paced }, new Ads1292Settings());
        driver.BringUp();
        using Ads1292Stream stream = driver.StartStreaming();
        stream.Read(out _);
        long start = wall.NowNs;

        for (int i = 0; i < 4000; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        }

        Assert.Equal(2.0, (wall.NowNs - start) / 1e9, 0.01);
    }
}
