using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class UpperMedianTests(ITestOutputHelper output)
{
    [Fact]
    public void It_is_the_value_in_the_middle_of_the_sorted_ones()
    {
        int seed = Environment.ProcessId;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 2000; round++)
        {
            // Few different values every other time, so that many are equal.
            float[] values = new float[random.Next(1, 200)];
            int different = round % 2 == 0 ? 5 : 100_000;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = random.Next(different) - different / 2;
            }

            float[] sorted = [.. values.Order()];

            Assert.Equal(sorted[values.Length / 2], UpperMedian.Of(values));
            Assert.Equal(sorted, values.Order());
        }
    }
}
