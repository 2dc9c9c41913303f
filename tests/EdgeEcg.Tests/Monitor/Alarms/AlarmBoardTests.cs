using EdgeEcg.Monitor.Alarms;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Alarms;

public sealed class AlarmBoardTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlarmConfiguration Configuration =
        new(2000, 20, 40, 150, 20, AlarmLatching.Heart, 60);

    private readonly ManualTimeProvider _time = new();
    private readonly List<AlarmMessage> _told = [];
    private readonly LaterWrites _writes = new(TimeSpan.FromMinutes(1));

    private AlarmMessage Last => _told[^1];

    public void Dispose() => _writes.Dispose();

    [Fact]
    public void A_heart_alarm_stays_when_it_is_over_until_somebody_looks()
    {
        AlarmBoard board = Board();

        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological));
        board.End(EventCodes.Pause, Noon);
        AcknowledgeOutcome outcome = board.Acknowledge(EventCodes.Pause, null, "night nurse", Noon);

        Assert.Equal(
            [AlarmPresence.On, AlarmPresence.Latched, AlarmPresence.Off], _told.Select(a => a.Presence));
        Assert.Equal(AcknowledgeOutcome.Done, outcome);
        Assert.Equal((Noon, Noon, "night nurse"), (Last.Cleared, Last.Acknowledged, Last.AcknowledgedBy));
        Assert.Empty(board.Held);
    }

    [Fact]
    public void A_technical_alarm_goes_with_its_condition()
    {
        AlarmBoard board = Board();

        board.Raise(Alarm(EventCodes.LeadOff, EventKind.Technical));
        board.End(EventCodes.LeadOff, Noon);
        board.End(EventCodes.LeadOff, Noon);

        Assert.Equal([AlarmPresence.On, AlarmPresence.Off], _told.Select(a => a.Presence));
        Assert.Empty(board.Held);
    }

    [Fact]
    public void An_alarm_that_was_seen_while_it_lasts_goes_by_itself()
    {
        AlarmBoard board = Board();

        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological));
        board.Acknowledge(EventCodes.Pause, null, "nurse", Noon);
        board.End(EventCodes.Pause, Noon);

        Assert.Equal(
            [AlarmPresence.On, AlarmPresence.Acknowledged, AlarmPresence.Off],
            _told.Select(a => a.Presence));
    }

    [Fact]
    public void Raised_again_it_is_the_same_alarm_counted_on_and_a_latched_one_is_on_again()
    {
        AlarmBoard board = Board();

        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological, sequence: 1));
        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological, sequence: 2));
        board.End(EventCodes.Pause, Noon);
        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological, sequence: 3));

        Assert.Equal([1, 2, 2, 3], _told.Select(a => (int)a.Count));
        Assert.Equal((AlarmPresence.On, 3), (Last.Presence, Last.EventId.Sequence));
        Assert.Equal(1, _told[1].OnsetSampleIndex);
        Assert.Equal(3, Last.OnsetSampleIndex);
        Assert.Null(Last.Cleared);
        Assert.Single(board.Held);
    }

    [Theory]
    [InlineData(59, EventPriority.Medium, AlarmPresence.Acknowledged)]
    [InlineData(59, EventPriority.High, AlarmPresence.On)]
    [InlineData(61, EventPriority.Medium, AlarmPresence.On)]
    public void Soon_after_somebody_looked_only_something_more_urgent_asks_again(
        int secondsLater, EventPriority priority, AlarmPresence expected)
    {
        AlarmBoard board = Board();
        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological));
        board.End(EventCodes.Pause, Noon);
        board.Acknowledge(EventCodes.Pause, null, "nurse", Noon);

        _time.Advance(TimeSpan.FromSeconds(secondsLater));
        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological) with { Priority = priority });

        Assert.Equal(expected, Last.Presence);
    }

    [Fact]
    public void An_alarm_that_grew_more_urgent_than_what_was_seen_is_on_again()
    {
        AlarmBoard board = Board();
        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological));
        board.Acknowledge(EventCodes.Pause, null, "nurse", Noon);

        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological) with { Priority = EventPriority.High });

        Assert.Equal((AlarmPresence.On, EventPriority.High), (Last.Presence, Last.Priority));
        Assert.Null(Last.AcknowledgedBy);
    }

    [Fact]
    public void What_was_raised_anew_since_the_sender_looked_is_not_acknowledged_with_it()
    {
        AlarmBoard board = Board();
        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological, sequence: 1));
        EventId seen = Last.EventId;
        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological, sequence: 2));

        Assert.Equal(AcknowledgeOutcome.RaisedAnew, board.Acknowledge(EventCodes.Pause, seen, "nurse", Noon));
        Assert.Equal(AcknowledgeOutcome.NoSuchAlarm, board.Acknowledge("noise", null, "nurse", Noon));
        Assert.Equal(AcknowledgeOutcome.Done, board.Acknowledge(EventCodes.Pause, null, "nurse", Noon));
        Assert.Equal(AcknowledgeOutcome.AlreadyDone, board.Acknowledge(EventCodes.Pause, null, "me", Noon));
        Assert.Equal("nurse", Last.AcknowledgedBy);
    }

    [Fact]
    public void A_restart_keeps_what_nobody_has_seen_and_clears_the_rest_from_the_broker()
    {
        using TemporaryFolder folder = new();
        AlarmStore store = new(new StateFolder(folder.Path), "bench", _writes);
        AlarmBoard before = Board(store);
        before.Raise(Alarm(EventCodes.Pause, EventKind.Physiological));
        before.Raise(Alarm(EventCodes.AbnormalRun, EventKind.Physiological));
        before.Acknowledge(EventCodes.AbnormalRun, null, "nurse", Noon);
        before.Raise(Alarm(EventCodes.LeadOff, EventKind.Technical));
        _told.Clear();

        AlarmBoard after = Board(new AlarmStore(new StateFolder(folder.Path), "bench", _writes));
        after.Restore(Noon);

        AlarmMessage kept = Assert.Single(after.Held);
        Assert.Equal((EventCodes.Pause, AlarmPresence.Latched), (kept.Code, kept.Presence));
        Assert.Equal(Noon, kept.Cleared);
        Assert.Equal(
            [EventCodes.AbnormalRun, EventCodes.LeadOff],
            _told.Where(a => a.Presence is AlarmPresence.Off).Select(a => a.Code).Order());
    }

    [Fact]
    public void What_is_told_is_on_the_disk_by_then()
    {
        using TemporaryFolder folder = new();
        AlarmStore store = new(new StateFolder(folder.Path), "bench", _writes);
        List<int> stored = [];
        AlarmBoard board = new(Configuration, store, _time, _ => stored.Add(store.Load().Count));

        board.Raise(Alarm(EventCodes.Pause, EventKind.Physiological));
        board.End(EventCodes.Pause, Noon);
        board.Acknowledge(EventCodes.Pause, null, "nurse", Noon);

        Assert.Equal([1, 1, 0], stored);
    }

    [Fact]
    public void Alarms_of_another_device_are_left_alone()
    {
        using TemporaryFolder folder = new();
        AlarmBoard before = Board(new AlarmStore(new StateFolder(folder.Path), "bench", _writes));
        before.Raise(Alarm(EventCodes.Pause, EventKind.Physiological));
        _told.Clear();

        Board(new AlarmStore(new StateFolder(folder.Path), "renamed", _writes)).Restore(Noon);

        Assert.Empty(_told);
    }

    private AlarmBoard Board(AlarmStore? store = null) => new(Configuration, store, _time, _told.Add);

    private static AlarmMessage Alarm(string code, EventKind kind, long sequence = 1) => new()
    {
        Test = true,
        Code = code,
        EventId = new EventId("bench", "b00t", sequence),
        Kind = kind,
        Priority = EventPriority.Medium,
        Presence = AlarmPresence.On,
        Latching = false,
        Count = 1,
        Text = "Something.",
        OnsetSampleIndex = sequence,
        Onset = Noon,
        Determined = Noon,
        Cleared = null,
        Acknowledged = null,
        AcknowledgedBy = null,
        Clock = ClockState.Synced,
    };
}
