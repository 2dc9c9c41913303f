using EdgeEcg.Training.Engine;

namespace EdgeEcg.Tests.Training.Engine;

public sealed class SeededRandomTests
{
    [Fact]
    public void Equal_seeds_give_equal_numbers_and_streams_differ()
    {
        SeededRandom first = new(5, stream: 1);
        SeededRandom second = new(5, stream: 1);
        SeededRandom other = new(5, stream: 2);

        ulong[] a = [.. Enumerable.Range(0, 10).Select(_ => first.NextUInt64())];
        ulong[] b = [.. Enumerable.Range(0, 10).Select(_ => second.NextUInt64())];
        ulong[] c = [.. Enumerable.Range(0, 10).Select(_ => other.NextUInt64())];

        Assert.Equal(a, b);
        Assert.NotEqual(a, c);
    }

    [Fact]
    public void A_shuffle_keeps_every_value_and_visits_every_order_evenly()
    {
        SeededRandom random = new(9, stream: 1);
        Dictionary<string, int> orders = [];

        for (int i = 0; i < 6000; i++)
        {
            int[] values = [1, 2, 3];
            random.Shuffle(values);
            string order = string.Concat(values);
            orders[order] = orders.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, orders.Count);
        Assert.All(orders.Values, count => Assert.InRange(count, 900, 1100));
    }

    [Fact]
    public void Single_values_fill_the_unit_interval_evenly()
    {
        SeededRandom random = new(2, stream: 1);

        float[] values = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextSingle())];

        Assert.InRange(values.Min(), 0, 0.001f);
        Assert.InRange(values.Max(), 0.999f, 0.99999994f);
        Assert.InRange(values.Average(), 0.49f, 0.51f);
    }
}
