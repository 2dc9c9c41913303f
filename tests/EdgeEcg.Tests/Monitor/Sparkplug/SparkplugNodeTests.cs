using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.Sparkplug;
using EdgeEcg.Monitor.State;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
using EdgeEcg.Tests.Testing;
using Google.Protobuf;

namespace EdgeEcg.Tests.Monitor.Sparkplug;

/// <summary>The node at a real broker, read by somebody who parses what Sparkplug B says.</summary>
public sealed class SparkplugNodeTests : IDisposable
{
    private const string Birth = "spBv1.0/wards/NBIRTH/bench";
    private const string Death = "spBv1.0/wards/NDEATH/bench";
    private const string Data = "spBv1.0/wards/NDATA/bench";

    /// <summary>More than the broker's answers to a birth and a subscription, less than any data.</summary>
    private const int AnswersBytes = 100;

    private static readonly JournalLimits Limits = new() { BackfillPerSecond = 1000 };
    private static readonly DeviceTopics Topics = new("edgeecg", "bench");

    private readonly TemporaryFolder _folder = new();
    private readonly MosquittoBroker _broker = MosquittoBroker.Start();
    private readonly TcpRelay _relay = new();
    private readonly MessageJournal _journal;

    public SparkplugNodeTests()
    {
        _journal = new MessageJournal(
            _folder.File("journal"), JournalReaders.Sparkplug, Limits, TimeProvider.System);
        _relay.Open(_broker.Port);
    }

    [Fact]
    public void A_birth_lists_every_metric_and_data_follow_it_without_a_gap()
    {
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        using SparkplugNode node = Start();
        SparkplugPayload birth = Wait(host, Birth, 1);

        Post(Enumerable.Range(0, 300).Select(i => OutgoingMessages.From(Topics, Event(i))));

        SparkplugPayload[] data = [.. Enumerable.Range(1, 300).Select(n => Wait(host, Data, n))];
        HashSet<string> known = [.. birth.Metrics.Select(m => m.Name)];
        Assert.Equal(0ul, birth.Seq);
        Assert.False(birth.Metrics.Single(m => m.Name == "Node Control/Rebirth").BooleanValue);
        Assert.True(birth.Metrics.Single(m => m.Name == "state/heart_rate_bpm").IsNull);
        Assert.Equal(Enumerable.Range(1, 300).Select(n => (ulong)(n % 256)), data.Select(d => d.Seq));
        Assert.All(data.SelectMany(d => d.Metrics), m => Assert.Contains(m.Name, known));
        Assert.Equal(
            Enumerable.Range(0, 300).Select(i => $"bench.b00t.{i}"), data.Select(Id));
        Assert.DoesNotContain(data.SelectMany(d => d.Metrics), m => m.IsHistorical);
    }

    [Fact]
    public void A_rebirth_is_given_on_command_with_the_newest_values_and_the_same_session()
    {
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        using SparkplugNode node = Start();
        SparkplugPayload first = Wait(host, Birth, 1);
        Post([OutgoingMessages.From(Topics, State(7))]);
        Wait(host, Data, 1);
        SparkplugPayload command = new();
        command.Metrics.Add(new SparkplugMetric
        {
            Name = "Node Control/Rebirth", Datatype = (uint)SparkplugDatatype.Boolean, BooleanValue = true,
        });

        host.PublishBytes("spBv1.0/wards/NCMD/bench", "no protobuf"u8.ToArray());
        host.PublishBytes("spBv1.0/wards/NCMD/bench", command.ToByteArray());
        SparkplugPayload again = Wait(host, Birth, 2);

        Assert.Equal(0ul, again.Seq);
        Assert.Equal(Session(first), Session(again));
        Assert.Equal(7, (long)again.Metrics.Single(m => m.Name == "state/sample_index").LongValue);
    }

    [Fact]
    public void A_death_names_its_session_and_the_next_session_has_the_next_number()
    {
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");

        Start().Dispose();
        using (SparkplugNode second = Start())
        {
            Wait(host, Birth, 2);
        }

        SparkplugPayload death = Wait(host, Death, 2);
        Assert.Equal(Session(Wait(host, Birth, 1)), Session(Wait(host, Death, 1)));
        Assert.Equal(Session(Wait(host, Birth, 2)), Session(death));
        Assert.Equal(Session(Wait(host, Birth, 1)) + 1, Session(death));
        Assert.False(death.HasSeq);
    }

    [Fact]
    public void What_happened_without_a_connection_follows_the_birth_as_history()
    {
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        Post([
            OutgoingMessages.From(Topics, Event(1)), OutgoingMessages.From(Topics, State(5)),
            OutgoingMessages.From(Topics, Event(2)),
        ]);
        using SparkplugNode node = Node();

        node.Start();
        SparkplugPayload birth = Wait(host, Birth, 1);
        SparkplugPayload[] data = [.. Enumerable.Range(1, 3).Select(n => Wait(host, Data, n))];

        Assert.Equal([1ul, 2ul, 3ul], data.Select(p => p.Seq));
        Assert.Equal(
            ["bench.b00t.1", "bench.b00t.2"], data.Where(IsEvent).Select(Id));
        Assert.All(data.Where(IsEvent).SelectMany(p => p.Metrics), m => Assert.True(m.IsHistorical));
        Assert.DoesNotContain(data.Single(p => !IsEvent(p)).Metrics, m => m.IsHistorical);
        Assert.True(birth.Metrics.Single(m => m.Name == "event/id").IsNull);
    }

    [Fact]
    public void A_broker_that_is_away_and_comes_back_gets_everything_in_order_and_the_sessions_are_numbered()
    {
        using SparkplugNode node = Node();
        node.Start();
        using (BrokerClient before = new(_broker.Port, "spBv1.0/#"))
        {
            Post([OutgoingMessages.From(Topics, Event(0))]);
            Wait(before, Data, 1);
        }

        WaitUntilProved(node, 1);
        _relay.Cut();
        _broker.Kill();
        Post(Enumerable.Range(1, 200).Select(i => OutgoingMessages.From(Topics, Event(i))));
        _broker.Run();
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        _relay.Open(_broker.Port);
        SparkplugPayload[] data = [.. Enumerable.Range(1, 200).Select(n => Wait(host, Data, n))];

        SparkplugPayload birth = Wait(host, Birth, 1);
        Assert.Equal(0ul, birth.Seq);
        Assert.True(Session(birth) >= 1, "the second session has the number of the first");
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"bench.b00t.{i}"), data.Select(Id));
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (ulong)(n % 256)), data.Select(d => d.Seq));
        Assert.All(data.SelectMany(p => p.Metrics), m => Assert.True(m.IsHistorical));
    }

    [Fact]
    public void What_was_sent_into_a_link_that_was_dead_already_is_sent_again_and_known_by_its_id()
    {
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        using SparkplugNode node = Node();
        node.Start();
        Wait(host, Birth, 1);

        _relay.GoSilent();
        Post(Enumerable.Range(1, 50).Select(i => OutgoingMessages.From(Topics, Event(i))));
        WaitUntil(() => _relay.BytesSwallowed > AnswersBytes);
        _relay.Cut();
        _relay.Open(_broker.Port);
        WaitUntilProved(node, 50);

        SparkplugPayload[] data = [.. Enumerable.Range(1, 50).Select(n => Wait(host, Data, n))];
        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"bench.b00t.{i}"), data.Select(Id));
        Assert.True(Session(Wait(host, Birth, 2)) > Session(Wait(host, Birth, 1)));
        Assert.True(node.Repeated > 0);
    }

    [Fact]
    public void A_restart_forgets_nothing_that_was_not_delivered()
    {
        Post(Enumerable.Range(1, 20).Select(i => OutgoingMessages.From(Topics, Event(i))));
        _journal.Dispose();
        using MessageJournal after = new(
            _folder.File("journal"), JournalReaders.Sparkplug, Limits, TimeProvider.System);
        after.Work();
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        using SparkplugNode node = Node(after);

        node.Start();
        SparkplugPayload[] data = [.. Enumerable.Range(1, 20).Select(n => Wait(host, Data, n))];

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"bench.b00t.{i}"), data.Select(Id));
        Assert.All(data.SelectMany(p => p.Metrics), m => Assert.True(m.IsHistorical));
    }

    public void Dispose()
    {
        _journal.Dispose();
        _relay.Dispose();
        _broker.Dispose();
        _folder.Dispose();
    }

    private SparkplugNode Node(MessageJournal? journal = null)
    {
        MqttOptions options = new() { Host = "127.0.0.1", Port = _relay.Port, ClientId = "bench-sparkplug" };
        return new SparkplugNode(
            new MosquittoLink(options, TimeProvider.System), "wards", Topics, journal ?? _journal, Limits,
            new StateFolder(_folder.Path), TimeProvider.System, new Random(1));
    }

    private void Post(IEnumerable<MqttMessage> messages)
    {
        foreach (MqttMessage message in messages)
        {
            _journal.Post(message);
        }

        _journal.Work();
    }

    private static void WaitUntilProved(SparkplugNode node, long messages) =>
        WaitUntil(() => node.Delivered >= messages);

    private static void WaitUntil(Func<bool> reached) =>
        Assert.True(SpinWait.SpinUntil(reached, TimeSpan.FromMinutes(1)), "it did not come to that");

    private static bool IsEvent(SparkplugPayload payload) =>
        payload.Metrics.Any(m => m.Name == "event/id");

    private static string Id(SparkplugPayload payload) =>
        payload.Metrics.Single(m => m.Name == "event/id").StringValue;

    private SparkplugNode Start()
    {
        SparkplugNode node = Node();
        using BrokerClient witness = new(_broker.Port, Birth);
        node.Start();
        witness.WaitForMessage(m => m.Topic == Birth);
        return node;
    }

    private static SparkplugPayload Wait(BrokerClient host, string topic, int number) =>
        SparkplugPayload.Parser.ParseFrom(host.WaitForMessageNumber(topic, number).Payload.Span);

    private static ulong Session(SparkplugPayload payload) =>
        payload.Metrics.Single(m => m.Name == "bdSeq").LongValue;

    private static StateMessage State(long index) => new()
    {
        Test = true, BootId = "b00t", SampleIndex = index, Time = null, Clock = ClockState.Unset,
        HeartRateBpm = 61.5, HeartRateValid = true, Learning = false, LeadsOff = [], Quality = 0.9, Beats = 1,
        BeatsAbnormal = 0, Events = 0,
    };

    private static EventMessage Event(long sequence) => new()
    {
        Test = true, Id = new EventId("bench", "b00t", sequence), Code = EventCodes.Pause,
        Kind = EventKind.Physiological, Priority = EventPriority.Medium, SampleIndex = 9, Time = null,
        Clock = ClockState.Unset, RrMs = 2400, Score = null, Threshold = null, ModelId = null,
        Reasons = ["pause"], Lead = "I", Quality = 1, Determined = null, Sent = null, GenerationDelayMs = 300,
        StripRef = null, Historical = false,
    };
}
