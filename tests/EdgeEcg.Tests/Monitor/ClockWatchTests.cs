using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor;

public sealed class ClockWatchTests
{
    private readonly ManualTimeProvider _time = new();
    private bool _synchronised;
    private bool _carriedOver;

    [Fact]
    public void A_board_without_a_battery_starts_unset_whatever_date_it_shows()
    {
        ClockWatch watch = Watch();

        Assert.Equal(ClockState.Unset, watch.State);
    }

    [Fact]
    public void It_is_synced_within_seconds_of_the_kernel_saying_so_and_holds_over_when_the_network_goes()
    {
        ClockWatch watch = Watch();
        Assert.Equal(ClockState.Unset, watch.State);

        _synchronised = true;
        _time.Advance(TimeSpan.FromSeconds(11));
        ClockState synced = watch.State;
        _synchronised = false;
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(ClockState.Synced, synced);
        Assert.Equal(ClockState.Holdover, watch.State);
    }

    [Fact]
    public void A_clock_carried_over_by_a_battery_is_not_believed_when_it_shows_what_is_past()
    {
        _carriedOver = true;
        DateTimeOffset lastSeen = _time.GetUtcNow().AddDays(100);

        Assert.Equal(ClockState.Unset, Watch(lastSeen).State);
        _time.Advance(TimeSpan.FromDays(101));

        Assert.Equal(ClockState.Holdover, Watch(lastSeen).State);
    }

    [Theory]
    [InlineData(3652, ClockState.Holdover)]
    [InlineData(-3652, ClockState.Unset)]
    public void Ten_years_either_way_never_make_it_more_than_holdover(int days, ClockState expected)
    {
        _carriedOver = true;
        ClockWatch watch = Watch();
        Assert.Equal(ClockState.Holdover, watch.State);

        _time.JumpWallClock(TimeSpan.FromDays(days));
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.Equal(expected, watch.State);
    }

    [Fact]
    public void Only_a_synchronised_clock_is_remembered_and_a_wrong_one_is_forgotten_again()
    {
        using TemporaryFolder folder = new();
        StateFolder state = new(folder.Path);
        DateTimeOffset today = _time.GetUtcNow();

        KeepOnce(state, ClockState.Holdover);
        Assert.Null(Floor(state));
        _time.JumpWallClock(TimeSpan.FromDays(3652));
        KeepOnce(state, ClockState.Synced);
        Assert.Equal(today.AddDays(3652), Floor(state));
        _time.JumpWallClock(TimeSpan.FromDays(-3652));
        KeepOnce(state, ClockState.Synced);

        Assert.Equal(today, Floor(state));
    }

    private ClockWatch Watch(DateTimeOffset? earliest = null) =>
        new(_time, () => _synchronised, () => _carriedOver, earliest);

    private void KeepOnce(StateFolder folder, ClockState clock)
    {
        using ClockFloor floor = new(folder, _time);
        floor.Note(clock);
    }

    private DateTimeOffset? Floor(StateFolder folder)
    {
        using ClockFloor floor = new(folder, _time);
        return floor.Earliest;
    }
}
