using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class RunningMedianTests(ITestOutputHelper output)
{
    [Fact]
    public void It_is_the_upper_median_of_the_last_values_of_a_list()
    {
        int seed = Environment.ProcessId;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 20; round++)
        {
            int capacity = random.Next(1, 20);
            RunningMedian median = new(capacity);
            List<float> twin = [];
            for (int step = 0; step < 100; step++)
            {
                if (random.Next(30) == 0)
                {
                    median.Clear();
                    twin.Clear();
                    Assert.Equal(0, median.Value);
                }

                float value = random.NextSingle();
                median.Add(value);
                twin.Add(value);

                float[] last = [.. twin.TakeLast(capacity).Order()];
                Assert.Equal(last.Length, median.Count);
                Assert.Equal(last[last.Length / 2], median.Value);
            }
        }
    }
}
