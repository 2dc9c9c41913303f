using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>A lost sample is a gap with a position and a length, whatever lost it.</summary>
public sealed class GapTests
{
    [Fact]
    public void Edges_that_merged_without_a_trace_in_the_sequence_are_found_by_their_time()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        chip.Faults.MergedEdgeAtSample = 500;
        using Ads1292Stream stream = Start(chip);
        Read(stream, 500);

        FrameOutcome outcome = stream.Read(out Ads1292Frame frame);

        Assert.Equal(FrameOutcome.Gap, outcome);
        Assert.Equal(501, frame.SampleIndex);
        Assert.Equal(1, frame.LostBefore);
        Assert.Equal(PatternElectrodes.Channel1Microvolts(501),
            stream.Channel1Scale.Microvolts(frame.Channel1Code), 0.05);
        Assert.Equal(1, stream.Counters.LostSamples);
        Assert.Equal(0, stream.Counters.QueueOverflows);
    }

    [Fact]
    public void An_edge_seen_twice_is_counted_apart_and_makes_no_sample()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        chip.Faults.DoubledEdgeAtSample = 100;
        using Ads1292Stream stream = Start(chip);

        for (long expected = 0; expected < 300;)
        {
            if (stream.Read(out Ads1292Frame frame) == FrameOutcome.Ok)
            {
                Assert.Equal(expected++, frame.SampleIndex);
            }
        }

        Assert.Equal(1, stream.Counters[FrameOutcome.DoubleEdge]);
        Assert.Equal(0, stream.Counters.LostSamples);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12_000)]
    [InlineData(-12_000)]
    public void A_reader_that_was_away_knows_how_long(int clockErrorPartsPerMillion)
    {
        SimulatedAds1292 chip = new(
            new PatternElectrodes(), new() { ClockErrorPartsPerMillion = clockErrorPartsPerMillion });
        using Ads1292Stream stream = Start(chip);
        Read(stream, 1000);

        chip.Clock.AdvanceTo(chip.Clock.NowNs + 5_000_000_000);
        FrameOutcome outcome = stream.Read(out Ads1292Frame frame);

        Assert.Equal(FrameOutcome.Gap, outcome);
        Assert.Equal(chip.Conversions - 1, frame.SampleIndex);
        Assert.Equal(frame.SampleIndex - 1000, frame.LostBefore);
        Assert.Equal(
            PatternElectrodes.Channel1Microvolts(frame.SampleIndex),
            stream.Channel1Scale.Microvolts(frame.Channel1Code), 0.05);
        Assert.Equal(1, stream.Counters.QueueOverflows);
        Assert.True(stream.Counters.LateReads > 0);
        Assert.Equal(stream.NextSampleIndex, 1001 + stream.Counters.LostSamples);
    }

    [Fact]
    public void Frames_without_a_marker_are_counted_and_dropped_and_close_as_a_gap()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Stream stream = Start(chip);
        Read(stream, 10);

        chip.Faults.StuckReply = 0;
        Assert.Equal(FrameOutcome.BadMarker, stream.Read(out _));
        Assert.Equal(FrameOutcome.BadMarker, stream.Read(out _));
        chip.Faults.StuckReply = null;
        FrameOutcome outcome = stream.Read(out Ads1292Frame frame);

        Assert.Equal(FrameOutcome.Gap, outcome);
        Assert.Equal(12, frame.SampleIndex);
        Assert.Equal(2, frame.LostBefore);
        Assert.Equal(FrameDefect.AllZero, stream.LastDefect);
        Assert.Equal(2, stream.Counters[FrameOutcome.BadMarker]);
        Assert.Equal(2, stream.Counters.LostSamples);
    }

    [Fact]
    public void A_message_that_fails_loses_one_sample_and_says_so()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Stream stream = Start(chip);
        Read(stream, 10);

        chip.Faults.FailMessageNumber = chip.Messages + 1;
        Assert.Equal(FrameOutcome.BusFault, stream.Read(out _));
        Assert.Equal(FrameOutcome.Gap, stream.Read(out Ads1292Frame frame));

        Assert.Equal(1, frame.LostBefore);
        Assert.Equal(11, frame.SampleIndex);
    }

    [Fact]
    public void A_continuous_read_that_met_the_next_update_is_not_believed()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Stream stream = Start(
            chip, new Ads1292Settings { ReadMode = ReadMode.Continuous, ClockHz = 500_000 });
        stream.Read(out _);
        stream.Read(out Ads1292Frame frame);

        chip.Clock.AdvanceTo(frame.EdgeTimestampNs + 4_000_000 - 70_000);
        FrameOutcome outcome = stream.Read(out _);

        Assert.Equal(FrameOutcome.Torn, outcome);
        Assert.Equal(FrameOutcome.Gap, stream.Read(out frame));
        Assert.Equal(
            PatternElectrodes.Channel1Microvolts(frame.SampleIndex),
            stream.Channel1Scale.Microvolts(frame.Channel1Code), 0.05);
    }

    [Fact]
    public void Each_sample_carries_the_moment_of_its_edge()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes(), new() { ClockErrorPartsPerMillion = -10_000 });
        using Ads1292Stream stream = Start(chip);
        stream.Read(out Ads1292Frame first);
        Read(stream, 999);

        stream.Read(out Ads1292Frame last);

        double expectedNs = 1000 * 2e6 / 0.99;
        Assert.Equal(expectedNs, last.EdgeTimestampNs - first.EdgeTimestampNs, 2.0);
        Assert.Equal(495, stream.TrueRateHz, 0.001);
    }

    private static Ads1292Stream Start(SimulatedAds1292 chip, Ads1292Settings? settings = null)
    {
        Driver driver = new(chip.Connection, settings ?? new Ads1292Settings());
        driver.BringUp();
        return driver.StartStreaming();
    }

    private static void Read(Ads1292Stream stream, int samples)
    {
        for (int i = 0; i < samples; i++)
        {
            Assert.Equal(FrameOutcome.Ok, stream.Read(out _));
        }
    }
}
