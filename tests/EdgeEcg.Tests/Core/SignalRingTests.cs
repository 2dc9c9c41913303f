using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class SignalRingTests(ITestOutputHelper output)
{
    [Fact]
    public void It_holds_the_end_of_what_a_list_holds()
    {
        int seed = Environment.ProcessId;
        output.WriteLine($"seed {seed}");
        Random random = new(seed);
        for (int round = 0; round < 20; round++)
        {
            int capacity = random.Next(1, 40);
            SignalRing ring = new(capacity);
            List<float> twin = [];
            for (int step = 0; step < 200; step++)
            {
                float value = random.NextSingle();
                ring.Append(value);
                twin.Add(value);

                Assert.Equal(twin.Count, ring.End);
                Assert.Equal(Math.Max(0, twin.Count - capacity), ring.Start);
                long index = random.NextInt64(ring.Start, ring.End);
                Assert.Equal(twin[(int)index], ring[index]);
                Assert.Equal(twin[^1], ring[ring.End - 1]);
                Assert.Equal(twin[(int)ring.Start], ring[ring.Start]);
            }
        }
    }
}
