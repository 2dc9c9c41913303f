using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Mqtt;
using Google.Protobuf;

namespace EdgeEcg.Monitor.Sparkplug;

/// <summary>
/// The device as an edge node of Sparkplug B 3.0.0, on a connection and a thread of its own: a will with its
/// death, a birth with every metric, data from the journal, births again on command. The journal keeps what
/// the node has not delivered, over a broker's absence and a restart; it follows the birth as historical.
/// </summary>
public sealed class SparkplugNode : IDisposable
{
    private const string RebirthName = "Node Control/Rebirth";
    private const string SessionName = "bdSeq";

    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    private readonly MqttSession _session;
    private readonly SparkplugTopics _topics;
    private readonly SparkplugSequence _sequence;
    private readonly SparkplugDictionary _dictionary = new();
    private readonly SparkplugDelivery _delivery;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private bool _rebirthWanted;
    private long _turns;

    /// <param name="link">A connection of its own; owned from here on.</param>
    /// <param name="group">Of the node.</param>
    /// <param name="device">The device's topics; its id names the node.</param>
    /// <param name="journal">Kept for <see cref="JournalReaders.Sparkplug"/> too; stays the caller's.</param>
    /// <param name="limits">The journal's.</param>
    /// <param name="state">Keeps bdSeq.</param>
    /// <param name="time">Dates the payloads.</param>
    /// <param name="random">Spreads the attempts of a fleet.</param>
    public SparkplugNode(
        IMqttLink link, string group, DeviceTopics device, MessageJournal journal, JournalLimits limits,
        StateFolder? state, TimeProvider time, Random random)
    {
        _topics = new SparkplugTopics(group, device.DeviceId);
        _sequence = new SparkplugSequence(state);
        _time = time;
        _session = new MqttSession(link, new MqttSessionOptions(), _ => Presence(), time, random);
        _session.Subscribe(_topics.Command);
        JournalReader reader = journal.OpenReader(JournalReaders.Sparkplug);
        reader.NewsArrived = _session.Wake;
        _delivery = new SparkplugDelivery(
            _session, reader, _topics, _sequence, _dictionary, device, limits, time);
        _thread = new Thread(Run) { Name = "sparkplug" };
    }

    /// <summary>Messages that the broker is known to have.</summary>
    public long Delivered => _delivery.Delivered;

    /// <summary>Messages that were sent again because a connection ended.</summary>
    public long Repeated => _delivery.Repeated;

    /// <summary>Rises while the node's thread gets on.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    public void Start() => _thread.Start();

    public void Dispose()
    {
        _stopping = true;
        _session.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _session.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            Interlocked.Increment(ref _turns);
            Send();
            _session.Poll(PollStep);
            TakeEvents();
        }

        Send();
        _session.Stop(GoodbyeLimit);
        TakeEvents();
    }

    private void TakeEvents()
    {
        while (_session.TryDequeue(out MqttLinkEvent happened))
        {
            switch (happened.Kind)
            {
                case MqttLinkEventKind.Connected:
                    _delivery.Begin();
                    break;
                case MqttLinkEventKind.Disconnected:
                    _delivery.GiveBack();
                    break;
                case MqttLinkEventKind.Published:
                    _delivery.TakeAnswer(happened.PublishId);
                    break;
                case MqttLinkEventKind.Received:
                    _rebirthWanted |= AsksForRebirth(happened.Message!.Payload);
                    break;
                default:
                    break;
            }
        }
    }

    // A message takes its number when the connection takes it, so that no number is left out.
    private void Send()
    {
        if (_rebirthWanted
            && _session.TryPublish(Message(_topics.Birth, Birth()), out _) is PublishOutcome.Accepted)
        {
            _rebirthWanted = false;
            _sequence.Restart();
        }

        if (!_rebirthWanted)
        {
            _delivery.Send();
        }
    }

    private MqttPresence Presence()
    {
        _sequence.NextSession();
        _sequence.Restart();
        _rebirthWanted = false;
        SparkplugPayload death = new() { Timestamp = Now() };
        death.Metrics.Add(Session());
        MqttMessage gone = new(_topics.Death, death.ToByteArray());
        return new MqttPresence(Message(_topics.Birth, Birth()), gone, gone);
    }

    private SparkplugPayload Birth()
    {
        SparkplugPayload birth = new() { Timestamp = Now(), Seq = 0 };
        birth.Metrics.Add(Session());
        birth.Metrics.Add(new SparkplugMetric
        {
            Name = RebirthName, Timestamp = Now(), Datatype = (uint)SparkplugDatatype.Boolean,
            BooleanValue = false,
        });
        birth.Metrics.Add(_dictionary.Birth(Now()));
        return birth;
    }

    private SparkplugMetric Session() => new()
    {
        Name = SessionName, Timestamp = Now(), Datatype = (uint)SparkplugDatatype.Int64,
        LongValue = (ulong)_sequence.Session,
    };

    private static MqttMessage Message(string topic, SparkplugPayload payload) =>
        new(topic, payload.ToByteArray(), MqttQos.AtMostOnce);

    private static bool AsksForRebirth(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return SparkplugPayload.Parser.ParseFrom(payload.Span).Metrics
                .Any(m => m.Name == RebirthName && m.BooleanValue);
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    private ulong Now() => (ulong)_time.GetUtcNow().ToUnixTimeMilliseconds();
}
