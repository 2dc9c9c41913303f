using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class SampleRateTests
{
    [Theory]
    [InlineData(360, 150, 54)]
    [InlineData(125, 4, 1)]
    [InlineData(8000, 0.125, 1)]
    public void Milliseconds_become_the_nearest_whole_number_of_samples(double hz, double ms, int samples)
    {
        Assert.Equal(samples, new SampleRate(hz).Samples(ms));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_rate_that_is_not_positive_and_finite_is_refused(double hz)
    {
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => new SampleRate(hz));
    }
}
