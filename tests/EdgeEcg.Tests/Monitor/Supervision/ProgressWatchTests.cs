using EdgeEcg.Monitor.Supervision;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Supervision;

public sealed class ProgressWatchTests
{
    [Fact]
    public void A_stage_that_stands_still_for_too_long_is_named_until_it_goes_on()
    {
        ManualTimeProvider time = new();
        ProgressWatch watch = new(time);
        long fast = 0;
        long slow = 0;
        watch.Add("fast", () => fast, TimeSpan.FromSeconds(10));
        watch.Add("slow", () => slow, TimeSpan.FromSeconds(60));
        List<string?> stuck = [];

        for (int second = 0; second < 80; second++)
        {
            fast += second < 30 ? 1 : 0;
            slow += second == 75 ? 1 : 0;
            stuck.Add(watch.FindStuck());
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.All(stuck.Take(40), Assert.Null);
        Assert.All(stuck.Skip(41), name => Assert.Equal("fast", name));
        fast++;
        Assert.Null(watch.FindStuck());
        time.Advance(TimeSpan.FromSeconds(61));
        fast++;
        Assert.Equal("slow", watch.FindStuck());
    }
}
