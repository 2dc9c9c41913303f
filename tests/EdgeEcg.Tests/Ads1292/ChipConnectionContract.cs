using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>
/// What the driver may expect of a bus and a data-ready line, whoever provides them: the simulated chip is
/// behind them, and tells by what comes back whether its times were kept.
/// </summary>
/// <param name="wire">
/// Connects the chip through the implementation under test, with both output lines.
/// </param>
[Trait("suite", "contract")]
public abstract class ChipConnectionContract(Func<SimulatedAds1292, Ads1292Connection> wire)
{
    [Fact]
    public void A_chip_fresh_from_power_on_comes_up_and_every_register_is_read_back()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes(), new() { PoweredForLong = false });
        Driver driver = new(wire(chip), new Ads1292Settings());

        driver.BringUp();

        Assert.Equal(Ads1292Variant.Ads1292, driver.Variant);
    }

    [Theory]
    [InlineData(DataRate.Sps500)]
    [InlineData(DataRate.Sps1000)]
    [InlineData(DataRate.Sps4000)]
    public void Samples_come_in_order_and_none_is_lost(DataRate rate)
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Stream stream = Stream(chip, rate);

        for (int i = 0; i < 2 * PatternElectrodes.CycleSamples; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out Ads1292Frame frame));
            Assert.Equal(i, frame.SampleIndex);
            double expected = PatternElectrodes.Channel1Microvolts(i);
            Assert.Equal(expected, stream.Channel1Scale.Microvolts(frame.Channel1Code), 0.1);
        }

        Assert.Equal(0, stream.Counters.LostSamples);
    }

    [Fact]
    public void A_failed_message_loses_one_sample_and_the_next_one_is_good()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Stream stream = Stream(chip, DataRate.Sps500);
        Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        chip.Faults.FailMessageNumber = chip.Messages + 1;
        chip.Faults.FailWith = SpiOutcome.Failed;

        FrameOutcome failed = stream.Read(out _);
        FrameOutcome next = stream.Read(out Ads1292Frame frame);

        Assert.Equal((FrameOutcome.BusFault, FrameOutcome.Gap), (failed, next));
        Assert.Equal((2, 1), (frame.SampleIndex, frame.LostBefore));
    }

    [Fact]
    public void A_reader_that_was_away_finds_the_gap_and_its_length()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Stream stream = Stream(chip, DataRate.Sps500);
        Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        chip.Clock.AdvanceTo(chip.Clock.NowNs + 100_000_000);

        FrameOutcome outcome = stream.Read(out Ads1292Frame frame);

        Assert.Equal(FrameOutcome.Gap, outcome);
        Assert.InRange(frame.LostBefore, 48, 51);
        Assert.Equal(
            PatternElectrodes.Channel1Microvolts(frame.SampleIndex),
            stream.Channel1Scale.Microvolts(frame.Channel1Code), 0.1);
    }

    [Fact]
    public void A_chip_that_falls_silent_ends_the_wait_with_not_ready()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes { LengthSamples = 10 });
        using Ads1292Stream stream = Stream(chip, DataRate.Sps500);
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        }

        Assert.Equal(FrameOutcome.NotReady, stream.Read(out _));
    }

    [Fact]
    public void Streaming_can_be_stopped_and_started_again()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        Driver driver = new(wire(chip), new Ads1292Settings());
        driver.BringUp();
        driver.StartStreaming().Dispose();

        driver.Configure(new Ads1292Settings { Rate = DataRate.Sps1000 });
        using Ads1292Stream stream = driver.StartStreaming();

        Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
    }

    private Ads1292Stream Stream(SimulatedAds1292 chip, DataRate rate)
    {
        Driver driver = new(wire(chip), new Ads1292Settings { Rate = rate });
        driver.BringUp();
        return driver.StartStreaming();
    }
}
