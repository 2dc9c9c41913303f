using EdgeEcg.Monitor.State;
using EdgeEcg.Monitor.Supervision;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Supervision;

public sealed class LastErrorsTests
{
    [Fact]
    public void The_newest_fifty_outlive_the_run_and_repetitions_only_count()
    {
        using TemporaryFolder folder = new();
        ManualTimeProvider time = new();
        LastErrors errors = new(new StateFolder(folder.Path), "b1", time);

        for (int i = 0; i < 60; i++)
        {
            errors.Add(1, $"error {i}");
            errors.Add(1, $"error {i}");
        }

        time.Advance(TimeSpan.FromSeconds(5));
        errors.SaveIfDue();
        LastErrors next = new(new StateFolder(folder.Path), "b2", time);
        next.Add(2, "error 59");
        next.Save();
        IReadOnlyList<KeptError> kept = LastErrors.Read(new StateFolder(folder.Path));

        Assert.Equal(LastErrors.Capacity, kept.Count);
        Assert.Equal(("error 11", 2, "b1"), (kept[0].Message, kept[0].Count, kept[0].BootId));
        Assert.Equal(("error 59", 1, "b2"), (kept[^1].Message, kept[^1].Count, kept[^1].BootId));
        Assert.Equal("error 59", next.Newest);
    }

    [Fact]
    public void A_storm_of_errors_writes_once_every_few_seconds()
    {
        using TemporaryFolder folder = new();
        ManualTimeProvider time = new();
        LastErrors errors = new(new StateFolder(folder.Path), "b1", time);
        int written = 0;
        Directory.CreateDirectory(folder.File("state"));
        string path = folder.File("state/errors.json");

        for (int tenth = 0; tenth < 100; tenth++)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            errors.Add(1, $"error {tenth}");
            errors.SaveIfDue();
            written += File.Exists(path) ? 1 : 0;
            File.Delete(path);
        }

        Assert.InRange(written, 1, 3);
    }
}
