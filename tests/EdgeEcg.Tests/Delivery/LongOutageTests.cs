using System.Text;
using System.Text.Json;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Monitor.Journal;
using EdgeEcg.Tests.Mqtt;

namespace EdgeEcg.Tests.Delivery;

/// <summary>Days without a broker, in virtual time.</summary>
public sealed class LongOutageTests : IDisposable
{
    private static readonly DeviceTopics Topics = new("edgeecg", "bench");

    private readonly JournalBench _bench = new();
    private readonly FakeLink _link;
    private readonly MqttSession _session;
    private readonly List<(TimeSpan At, MqttMessage Message)> _published = [];
    private DeliveryPump _pump;
    private bool _brokerIsThere;

    public LongOutageTests()
    {
        _link = new FakeLink(_bench.Time)
        {
            OnConnect = _ => _brokerIsThere ? MqttFailure.None : MqttFailure.NotListening,
            OnPublish = message =>
            {
                _published.Add((new TimeSpan(_bench.Time.GetTimestamp()), message));
                return MqttReasonCode.Success;
            },
        };
        _session = new MqttSession(_link, new MqttSessionOptions(), null, _bench.Time, new Random(3));
        _pump = NewPump();
    }

    public void Dispose()
    {
        _session.Dispose();
        _link.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public void After_seven_days_without_a_broker_everything_arrives_alarms_first_and_late_things_as_history()
    {
        const int hours = 7 * 24;
        for (int hour = 0; hour < hours; hour++)
        {
            PostHour(hour);
            PassWithoutBroker(TimeSpan.FromMinutes(30));
            PassWithoutBroker(TimeSpan.FromMinutes(30));
            if (hour == 80)
            {
                _bench.Restart();
                _pump = NewPump();
            }
        }

        _brokerIsThere = true;
        Run(TimeSpan.FromMinutes(3));

        string[] topics = [.. _published.Select(p => p.Message.Topic["edgeecg/bench/".Length..])];
        Assert.Equal(hours, topics.Count(t => t == "event"));
        Assert.Equal(hours, topics.Count(t => t == "history/event"));
        Assert.Equal(hours, topics.Count(t => t.StartsWith("history/strip/", StringComparison.Ordinal)));
        Assert.Equal("event", topics[0]);
        EventMessage[] events =
        [
            .. _published.Select(p => p.Message)
                .Where(m => m.Topic.EndsWith("event", StringComparison.Ordinal))
                .Select(m => JsonSerializer.Deserialize(m.Payload.Span, MessageJson.Default.EventMessage)!),
        ];
        Assert.All(events, e => Assert.True(e.Historical));
        foreach (EventPriority priority in (EventPriority[])[EventPriority.High, EventPriority.Low])
        {
            long[] order = [.. events.Where(e => e.Priority == priority).Select(e => e.Id.Sequence)];
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public void History_goes_at_its_pace_and_what_happens_now_goes_at_once()
    {
        for (int i = 0; i < 200; i++)
        {
            _bench.Journal.Post(Event(i, EventPriority.Low));
        }

        PassWithoutBroker(TimeSpan.FromMinutes(2));
        _brokerIsThere = true;
        WaitForConnection();
        TimeSpan from = new(_bench.Time.GetTimestamp());
        _bench.Journal.Post(Event(1000, EventPriority.Low));
        Run(TimeSpan.FromSeconds(5));

        Assert.Equal(from, _published.First(p => p.Message.Topic == Topics.Event).At);
        int late = _published.Count(p => p.Message.Topic == Topics.History(Topics.Event));
        Assert.InRange(late, 80, 125);
    }

    [Fact]
    public void History_gets_its_share_while_live_messages_fill_every_turn()
    {
        _bench.Post(MqttKeep.Routine, [.. Enumerable.Range(0, 100).Select(i => $"old{i}")]);
        PassWithoutBroker(TimeSpan.FromMinutes(2));
        _brokerIsThere = true;
        WaitForConnection();
        for (int second = 0; second < 4; second++)
        {
            _bench.Post(MqttKeep.Routine, [.. Enumerable.Range(0, 2000).Select(i => $"new{second}.{i}")]);
            Run(TimeSpan.FromSeconds(1));
        }

        int late = _published.Count(p => p.Message.Topic.Contains("/history/", StringComparison.Ordinal));
        Assert.InRange(late, 40, 100);
    }

    [Fact]
    public void Of_an_alarm_that_came_went_and_came_only_the_newest_word_is_retained()
    {
        string topic = Topics.Alarm(EventCodes.Pause);
        foreach (string word in (string[])["on", "", "on again"])
        {
            _bench.Journal.Post(new MqttMessage(
                topic, Encoding.UTF8.GetBytes(word), Retain: true, Keep: MqttKeep.Urgent));
        }

        PassWithoutBroker(TimeSpan.FromHours(1));
        _brokerIsThere = true;
        Run(TimeSpan.FromMinutes(3));

        Assert.Equal(
            [(Topics.History(topic), "on", false), (topic, "on again", true)],
            _published.Select(p => (
                p.Message.Topic, Encoding.UTF8.GetString(p.Message.Payload.Span), p.Message.Retain)));
    }

    [Fact]
    public void A_broker_that_has_forgotten_is_told_of_the_present_again()
    {
        string topic = Topics.Alarm(EventCodes.Pause);
        _bench.Journal.Post(new MqttMessage(topic, new byte[] { 1 }, Retain: true, Keep: MqttKeep.Urgent));
        _brokerIsThere = true;
        Run(TimeSpan.FromMinutes(1));
        _link.Drop(MqttFailure.ConnectionLost);

        Run(TimeSpan.FromMinutes(1));

        Assert.Equal([topic, topic], _published.Select(p => p.Message.Topic));
    }

    private DeliveryPump NewPump() => new(
        _session, _bench.Reader, Topics, new JournalLimits(),
        _ => throw new InvalidOperationException("Nothing is missing here."), () => _bench.Time.GetUtcNow(),
        _bench.Time);

    private void PostHour(int hour)
    {
        _bench.Journal.Post(Event(2 * hour, EventPriority.High));
        _bench.Journal.Post(Event((2 * hour) + 1, EventPriority.Low));
        _bench.Journal.Post(
            new MqttMessage(Topics.Strip(Id(2 * hour)), new byte[20_000], Keep: MqttKeep.Bulk));
    }

    private static EventId Id(int number) => new("bench", "b00t", number + 1);

    private static MqttMessage Event(int number, EventPriority priority) => OutgoingMessages.From(
        Topics,
        new EventMessage
        {
            Test = true, Id = Id(number), Code = EventCodes.Pause, Kind = EventKind.Physiological,
            Priority = priority, SampleIndex = number, Time = null, Clock = ClockState.Unset, RrMs = null,
            Score = null, Threshold = null, ModelId = null, Reasons = [], Lead = "both", Quality = 1,
            Determined = null, Sent = null, GenerationDelayMs = 0, StripRef = null, Historical = false,
        });

    private void Run(TimeSpan time)
    {
        long end = _bench.Time.GetTimestamp() + time.Ticks;
        while (_bench.Time.GetTimestamp() < end)
        {
            Step(TimeSpan.FromMilliseconds(50));
        }
    }

    // What waits gets its age, and the session its attempt.
    private void PassWithoutBroker(TimeSpan time)
    {
        _bench.Journal.Work();
        _bench.Pass(time);
        Step(TimeSpan.FromMilliseconds(1));
    }

    private void WaitForConnection()
    {
        while (_session.State is not MqttSessionState.Connected)
        {
            Step(TimeSpan.FromMilliseconds(50));
        }
    }

    // Polling the link moves the time on.
    private void Step(TimeSpan time)
    {
        _bench.Journal.Work();
        _pump.Send();
        _session.Poll(time);
        while (_session.TryDequeue(out MqttLinkEvent happened))
        {
            _pump.Take(happened);
        }
    }
}
