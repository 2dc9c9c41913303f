using EdgeEcg.Core.Filters;

namespace EdgeEcg.Tests.Core.Filters;

public sealed class DelayLineTests(ITestOutputHelper output)
{
    [Fact]
    public void It_holds_what_a_list_of_the_last_samples_holds()
    {
        int seed = Environment.ProcessId;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 20; round++)
        {
            int length = random.Next(1, 60);
            DelayLine line = new(length);
            List<float> twin = [.. new float[length]];
            for (int step = 0; step < 300; step++)
            {
                float value = random.NextSingle() - 0.5f;
                if (random.Next(50) == 0)
                {
                    line.Fill(value);
                    twin = [.. Enumerable.Repeat(value, length)];
                }
                else
                {
                    line.Push(value);
                    twin.RemoveAt(0);
                    twin.Add(value);
                }

                Assert.Equal(twin, line.Window[^length..].ToArray());
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(103)]
    public void The_inner_product_is_that_of_a_plain_loop(int length)
    {
        Random random = new(length);
        DelayLine line = new(length);
        float[] weights = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() - 0.5f)];
        for (int i = 0; i < 3 * length; i++)
        {
            line.Push(1000 * (random.NextSingle() - 0.5f));
        }

        double expected = 0;
        for (int i = 0; i < length; i++)
        {
            expected += (double)weights[i] * line.Window[^length..][i];
        }

        Assert.Equal(expected, line.Dot(DelayLine.Padded(weights)), tolerance: 0.01);
    }
}
