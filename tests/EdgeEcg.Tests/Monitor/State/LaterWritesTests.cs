using EdgeEcg.Monitor.State;

namespace EdgeEcg.Tests.Monitor.State;

public sealed class LaterWritesTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void On_a_disk_that_is_well_a_thing_is_written_when_the_call_returns()
    {
        using LaterWrites writes = new(Long);
        List<int> written = [];

        bool first = writes.Write("alarms", () => written.Add(1));
        int by = written.Count;
        bool second = writes.Write("alarms", () => written.Add(2));

        Assert.True(first && second);
        Assert.Equal(1, by);
        Assert.Equal([1, 2], written);
    }

    [Fact]
    public void A_disk_that_hangs_holds_nobody_up_and_the_newest_of_each_file_is_written_when_it_goes_on()
    {
        using ManualResetEventSlim disk = new();
        using LaterWrites writes = new(Short);
        List<string> written = [];

        bool hanging = writes.Write("alarms", () => disk.Wait(TestContext.Current.CancellationToken));
        long since = TimeProvider.System.GetTimestamp();
        bool[] meanwhile = [.. Enumerable.Range(0, 1000).Select(i =>
            writes.Write(i % 2 == 0 ? "alarms" : "baseline", () => written.Add($"{i}")))];
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        disk.Set();
        bool later = writes.Write("clock", () => written.Add("clock")) || WaitFor(() => written.Count == 3);

        Assert.False(hanging);
        Assert.DoesNotContain(true, meanwhile);
        Assert.True(took < 1000 * Short, $"a thousand calls waited for {took}, each of them for the disk");
        Assert.True(later);
        Assert.Equal(["998", "999", "clock"], written.OrderBy(name => name.Length).ThenBy(name => name));
    }

    [Fact]
    public void Whoever_ends_it_has_everything_written()
    {
        using ManualResetEventSlim disk = new();
        List<int> written = [];
        LaterWrites writes = new(Short);
        writes.Write("alarms", () => disk.Wait(TestContext.Current.CancellationToken));
        writes.Write("baseline", () => written.Add(1));

        disk.Set();
        writes.Dispose();

        Assert.Equal([1], written);
    }

    private static bool WaitFor(Func<bool> reached) => SpinWait.SpinUntil(reached, Long);
}
