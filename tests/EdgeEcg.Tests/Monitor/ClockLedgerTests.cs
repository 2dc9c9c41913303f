using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor;

public sealed class ClockLedgerTests
{
    private readonly ManualTimeProvider _time = new();
    private ClockState _state = ClockState.Unset;

    [Fact]
    public void A_late_synchronisation_is_told_once_and_corrects_nothing_that_was_never_told()
    {
        ClockLedger ledger = Ledger();
        Assert.True(TryNote(ledger, out _));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.False(TryNote(ledger, out _));

        _state = ClockState.Synced;
        _time.JumpWallClock(TimeSpan.FromDays(200));
        bool told = TryNote(ledger, out ClockChange change);

        Assert.True(told);
        Assert.Null(change.Correction);
        Assert.False(TryNote(ledger, out _));
    }

    [Theory]
    [InlineData(3652)]
    [InlineData(-3652)]
    [InlineData(0.00001)]
    public void A_jump_is_told_with_what_has_to_be_added_to_times_told_before(double days)
    {
        _state = ClockState.Holdover;
        ClockLedger ledger = Ledger();
        TryNote(ledger, out _);
        _time.Advance(TimeSpan.FromMinutes(5));

        TimeSpan jump = TimeSpan.FromDays(days);
        _time.JumpWallClock(jump);
        bool told = TryNote(ledger, out ClockChange change);

        Assert.True(told);
        Assert.Equal(jump, change.Correction);
    }

    [Fact]
    public void A_clock_that_is_slewed_by_milliseconds_is_not_news()
    {
        _state = ClockState.Synced;
        ClockLedger ledger = Ledger();
        TryNote(ledger, out _);

        _time.JumpWallClock(TimeSpan.FromMilliseconds(20));

        Assert.False(TryNote(ledger, out _));
    }

    private ClockLedger Ledger() => new(
        ns => _time.GetUtcNow().AddTicks((ns / TimeSpan.NanosecondsPerTick) - _time.GetTimestamp()),
        () => _state);

    private bool TryNote(ClockLedger ledger, out ClockChange change) => ledger.TryNote(
        _time.GetTimestamp(), _time.GetTimestamp() * TimeSpan.NanosecondsPerTick, out change);
}
