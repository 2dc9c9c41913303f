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

    private static readonly DeviceTopics Topics = new("edgeecg", "bench");

    private readonly TemporaryFolder _folder = new();
    private readonly MosquittoBroker _broker = MosquittoBroker.Start();

    [Fact]
    public void A_birth_lists_every_metric_and_data_follow_it_without_a_gap()
    {
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        using SparkplugNode node = Start();
        SparkplugPayload birth = Wait(host, Birth, 1);

        for (int i = 0; i < 300; i++)
        {
            node.TakeMessage(OutgoingMessages.From(Topics, State(i)));
        }

        SparkplugPayload[] data = [.. Enumerable.Range(1, 300).Select(n => Wait(host, Data, n))];
        HashSet<string> known = [.. birth.Metrics.Select(m => m.Name)];
        Assert.Equal(0ul, birth.Seq);
        Assert.False(birth.Metrics.Single(m => m.Name == "Node Control/Rebirth").BooleanValue);
        Assert.True(birth.Metrics.Single(m => m.Name == "state/heart_rate_bpm").IsNull);
        Assert.Equal(Enumerable.Range(1, 300).Select(n => (ulong)(n % 256)), data.Select(d => d.Seq));
        Assert.All(data.SelectMany(d => d.Metrics), m => Assert.Contains(m.Name, known));
        Assert.Equal(299, (long)data[^1].Metrics.Single(m => m.Name == "state/sample_index").LongValue);
    }

    [Fact]
    public void A_rebirth_is_given_on_command_with_the_newest_values_and_the_same_session()
    {
        using BrokerClient host = new(_broker.Port, "spBv1.0/#");
        using SparkplugNode node = Start();
        SparkplugPayload first = Wait(host, Birth, 1);
        node.TakeMessage(OutgoingMessages.From(Topics, State(7)));
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
        using SparkplugNode node = Node();
        node.TakeMessage(OutgoingMessages.From(Topics, Event(1)));
        node.TakeMessage(OutgoingMessages.From(Topics, State(5)));
        node.TakeMessage(OutgoingMessages.From(Topics, Event(2)));

        node.Start();
        SparkplugPayload birth = Wait(host, Birth, 1);
        SparkplugPayload[] past = [Wait(host, Data, 1), Wait(host, Data, 2)];

        Assert.All(past.SelectMany(p => p.Metrics), m => Assert.True(m.IsHistorical));
        Assert.Equal([1ul, 2ul], past.Select(p => p.Seq));
        Assert.Equal(
            ["bench.b00t.1", "bench.b00t.2"],
            past.Select(p => p.Metrics.Single(m => m.Name == "event/id").StringValue));
        Assert.True(birth.Metrics.Single(m => m.Name == "event/id").IsNull);
    }

    public void Dispose()
    {
        _broker.Dispose();
        _folder.Dispose();
    }

    private SparkplugNode Node()
    {
        MqttOptions options = new() { Host = "127.0.0.1", Port = _broker.Port, ClientId = "bench-sparkplug" };
        return new SparkplugNode(
            new MosquittoLink(options, TimeProvider.System), "wards", "bench", "edgeecg/bench/",
            new StateFolder(_folder.Path), TimeProvider.System, new Random(1));
    }

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
