using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Scoring;

public sealed class SquaredDistanceTests
{
    [Fact]
    public void Of_every_length_is_the_plain_sum()
    {
        Random random = new(3);
        Assert.All(Enumerable.Range(0, 70), length =>
        {
            float[] a = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble())];
            float[] b = [.. Enumerable.Range(0, length).Select(_ => (float)random.NextDouble())];

            double expected = a.Zip(b, (x, y) => ((double)x - y) * ((double)x - y)).Sum();

            Assert.Equal(expected, SquaredDistance.Of(a, b), 1e-5);
        });
    }
}
