using EdgeEcg.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

public sealed class SampleClockTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(15_000)]
    [InlineData(-15_000)]
    public void The_true_rate_is_found_through_jitter(int partsPerMillion)
    {
        Random random = new(4711);
        double period = DataRate.Sps500.PeriodNs / (1 + (partsPerMillion / 1e6));
        SampleClock clock = new(DataRate.Sps500);

        for (int i = 0; i < 5000; i++)
        {
            long edge = 1_000_000_000 + (long)(i * period) + random.Next(50_000);
            long steps = clock.StepsTo(edge);
            Assert.Equal(1, steps);
            clock.Accept(edge, steps);
        }

        Assert.Equal(500 * (1 + (partsPerMillion / 1e6)), clock.TrueRateHz, 500 * 5e-6);
    }

    [Fact]
    public void A_day_without_an_edge_is_counted_to_the_sample()
    {
        SampleClock clock = new(DataRate.Sps500);
        const double period = 2_000_000 * 1.0031;
        for (int i = 0; i < 5000; i++)
        {
            clock.Accept((long)(i * period), 1);
        }

        const long away = 43_200_000;
        long steps = clock.StepsTo((long)((4999 + away) * period));

        Assert.InRange(steps, away - 1, away + 1);
    }

    [Fact]
    public void After_a_restart_the_rate_is_kept_and_the_phase_is_new()
    {
        SampleClock before = new(DataRate.Sps500);
        for (int i = 0; i < 1000; i++)
        {
            before.Accept(i * 2_010_000L, 1);
        }

        SampleClock after = SampleClock.Continue(before, DataRate.Sps500);
        long restart = (999 * 2_010_000L) + (100 * 2_010_000L) + 700_000;

        Assert.Equal(100, after.StepsTo(restart));
        after.Accept(restart, 100);
        Assert.Equal(1, after.StepsTo(restart + 2_010_000));
        Assert.Equal(1e9 / 2_010_000, after.TrueRateHz, 0.01);
    }
}
