using EdgeEcg.Ads1292;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Tests.Testing;
using Driver = EdgeEcg.Ads1292.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

/// <summary>Whatever fails, and whenever: no sample is lost uncounted, nothing hangs, nothing ends.</summary>
public sealed class FaultTests
{
    private const int WantedSamples = 40;

    /// <summary>A run that needs more calls than this hangs.</summary>
    private const int MostCalls = 5000;

    [Theory]
    [InlineData(ReadMode.OnRequest, false)]
    [InlineData(ReadMode.OnRequest, true)]
    [InlineData(ReadMode.Continuous, false)]
    public void The_Nth_message_fails_for_every_N_until_a_run_meets_none(ReadMode mode, bool withPins)
    {
        for (long n = 1; ; n++)
        {
            SimulatedAds1292 chip = new(new PatternElectrodes());
            chip.Faults.FailMessageNumber = n;

            RunToTheEnd(chip, mode, withPins);

            if (chip.Messages < n)
            {
                Assert.True(n > WantedSamples + 20, $"only {n} messages were tried");
                return;
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Faults_at_random_end_in_a_running_stream_with_every_sample_accounted_for(int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Random random = new(seed);
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Acquisition acquisition = Start(chip, ReadMode.OnRequest, withPins: true);
        SampleAccount account = new(acquisition);

        for (int i = 0; i < 4000; i++)
        {
            Disturb(chip, random);
            account.Read();
        }

        chip.Faults.StuckReply = null;
        chip.Faults.FailMessageNumber = null;
        for (int i = 0; i < MostCalls && account.GoodInARow < WantedSamples; i++)
        {
            account.Read();
        }

        Assert.True(account.GoodInARow >= WantedSamples);
        account.AssertComplete();
    }

    [Fact]
    public void A_frozen_DRDY_line_brings_a_restart_and_a_gap_as_long_as_the_silence()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        using Ads1292Acquisition acquisition = Start(chip, ReadMode.OnRequest, withPins: true);
        SampleAccount account = new(acquisition);
        account.ReadGood(500);

        chip.Faults.DataReadyFrozenFromSample = chip.Conversions;
        for (int i = 0; i < 300; i++)
        {
            account.Read();
        }

        Assert.False(acquisition.IsRunning);
        Assert.Equal(ChipFault.NoDataReady, acquisition.LastFailure!.Fault);
        long beforeNs = chip.Clock.NowNs;
        chip.Faults.DataReadyFrozenFromSample = null;
        account.ReadGood(500);

        Assert.True(acquisition.Counters.Restarts >= 2);
        Assert.True(acquisition.Counters[FrameOutcome.NotReady] > 0);
        Assert.True(acquisition.Counters[FrameOutcome.Down] > 0);
        Assert.True(chip.Clock.NowNs - beforeNs < 65_000_000_000, "back-off is bounded");
        account.AssertComplete();
        Assert.Equal(
            account.LastEdgeNs / 2e6, acquisition.NextSampleIndex + (account.FirstEdgeNs / 2e6) - 1, 2.0);
    }

    [Fact]
    public void A_chip_that_does_not_answer_at_the_start_is_tried_at_growing_intervals_until_it_does()
    {
        SimulatedAds1292 chip = new(new PatternElectrodes());
        chip.Faults.StuckReply = byte.MaxValue;
        Ads1292Connection connection = chip.ConnectionWithPins;
        using Ads1292Acquisition acquisition = new(
            new Driver(connection, new Ads1292Settings()), connection.Time);

        Assert.False(acquisition.TryStart());
        Assert.False(acquisition.IsRunning);
        Assert.Equal(ChipFault.FloatingReply, acquisition.LastFailure!.Fault);
        long beforeNs = chip.Clock.NowNs;
        while (chip.Clock.NowNs - beforeNs < 300_000_000_000)
        {
            Assert.Equal(FrameOutcome.Down, acquisition.Read(out _));
        }

        long tries = acquisition.Counters.Restarts;
        Assert.InRange(tries, 6, 12);
        chip.Faults.StuckReply = null;
        SampleAccount account = new(acquisition);
        account.ReadGood(500);

        Assert.Equal(tries + 1, acquisition.Counters.Restarts);
        Assert.True(acquisition.Counters[FrameOutcome.Down] > tries);
        Assert.Equal(0, acquisition.Counters.LostSamples);
        account.AssertComplete();
    }

    private static void Disturb(SimulatedAds1292 chip, Random random)
    {
        switch (random.Next(40))
        {
            case 0:
                chip.Faults.FailMessageNumber = chip.Messages + random.Next(1, 4);
                break;
            case 1:
                chip.Faults.StuckReply = (byte)(random.Next(2) * byte.MaxValue);
                break;
            case 2:
                chip.Clock.AdvanceTo(chip.Clock.NowNs + random.Next(200_000_000));
                break;
            case 3:
                chip.Faults.MergedEdgeAtSample = chip.Conversions + 1;
                break;
            case < 15:
                chip.Faults.StuckReply = null;
                break;
        }
    }

    private static void RunToTheEnd(SimulatedAds1292 chip, ReadMode mode, bool withPins)
    {
        using (Ads1292Acquisition acquisition = Start(chip, mode, withPins))
        {
            SampleAccount account = new(acquisition);
            account.ReadGood(WantedSamples);
            account.AssertComplete();
        }
    }

    private static Ads1292Acquisition Start(SimulatedAds1292 chip, ReadMode mode, bool withPins)
    {
        Ads1292Connection connection = withPins ? chip.ConnectionWithPins : chip.Connection;
        Ads1292Acquisition acquisition = new(
            new Driver(connection, new Ads1292Settings { ReadMode = mode }), connection.Time);
        acquisition.Start();
        return acquisition;
    }
}
