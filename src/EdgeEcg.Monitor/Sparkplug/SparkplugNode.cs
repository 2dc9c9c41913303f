using EdgeEcg.Core;
using EdgeEcg.Monitor.State;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;
using Google.Protobuf;

namespace EdgeEcg.Monitor.Sparkplug;

/// <summary>
/// The device as an edge node of Sparkplug B 3.0.0, on a connection and a thread of its own: a will with its
/// death, a birth with every metric, data as the monitor posts messages, births again on command. Events and
/// alarms of the time without a broker wait, bounded, and follow the birth as historical ones; Sparkplug
/// sends with QoS 0, so the JSON topics remain the ones that lose nothing.
/// </summary>
public sealed class SparkplugNode : IMonitorWatcher, IDisposable
{
    private const string RebirthName = "Node Control/Rebirth";
    private const string SessionName = "bdSeq";

    /// <summary>Messages that wait between the monitor's threads and this one's.</summary>
    private const int InboxCapacity = 1024;

    /// <summary>Messages that wait for the connection: an hour of a very busy heart.</summary>
    private const int MostWaiting = 4096;

    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(2);

    private readonly MqttSession _session;
    private readonly SparkplugTopics _topics;
    private readonly SparkplugSequence _sequence;
    private readonly SparkplugDictionary _dictionary = new();
    private readonly BoundedQueue<(string Kind, ReadOnlyMemory<byte> Json)> _inbox =
        new(InboxCapacity, 1, producerWaits: false);

    private readonly (string Kind, ReadOnlyMemory<byte> Json)[] _batch =
        new (string, ReadOnlyMemory<byte>)[64];

    private readonly Queue<(string Kind, ReadOnlyMemory<byte> Json, bool IsHistorical)> _waiting = new();
    private readonly TimeProvider _time;
    private readonly string _root;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private bool _rebirthWanted;
    private long _waitingDropped;

    /// <param name="link">A connection of its own; owned from here on.</param>
    /// <param name="group">Of the node.</param>
    /// <param name="node">Of the device.</param>
    /// <param name="root">What the monitor's topics begin with.</param>
    /// <param name="state">Keeps bdSeq.</param>
    /// <param name="time">Dates the payloads.</param>
    /// <param name="random">Spreads the attempts of a fleet.</param>
    public SparkplugNode(
        IMqttLink link, string group, string node, string root, StateFolder? state, TimeProvider time,
        Random random)
    {
        _topics = new SparkplugTopics(group, node);
        _sequence = new SparkplugSequence(state);
        _root = root;
        _time = time;
        _session = new MqttSession(link, new MqttSessionOptions(), _ => Presence(), time, random);
        _session.Subscribe(_topics.Command);
        _thread = new Thread(Run) { Name = "sparkplug" };
    }

    /// <summary>Messages lost because the node was too slow or away for too long.</summary>
    public long Dropped => _inbox.Dropped + Interlocked.Read(ref _waitingDropped);

    public void Start() => _thread.Start();

    /// <summary>Samples are for the recording.</summary>
    public void TakeSamples(ReadOnlySpan<SampleFrame> frames)
    {
    }

    /// <summary>What a beat amounts to comes as a message.</summary>
    public void TakeBeat(in Beat beat, in BeatVerdict verdict, ReadOnlySpan<float> departure)
    {
    }

    /// <summary>From the monitor's threads; never waits.</summary>
    public void TakeMessage(in MqttMessage message)
    {
        if (message.Topic.StartsWith(_root, StringComparison.Ordinal))
        {
            _inbox.Add((message.Topic[_root.Length..], message.Payload));
            _session.Wake();
        }
    }

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
            TakeInbox();
            SendWaiting();
            _session.Poll(PollStep);
            TakeEvents();
        }

        TakeInbox();
        SendWaiting();
        _session.Stop(GoodbyeLimit);
    }

    private void TakeEvents()
    {
        while (_session.TryDequeue(out MqttLinkEvent happened))
        {
            if (happened.Kind is MqttLinkEventKind.Disconnected)
            {
                MakeHistory();
            }
            else if (happened.Message is { } message)
            {
                _rebirthWanted |= AsksForRebirth(message.Payload);
            }
        }
    }

    private void TakeInbox()
    {
        int count;
        while ((count = _inbox.Take(_batch, TimeSpan.Zero)) > 0)
        {
            bool isConnected = _session.State is MqttSessionState.Connected;
            foreach ((string kind, ReadOnlyMemory<byte> json) in _batch.AsSpan(0, count))
            {
                Keep(kind, json, isHistorical: !isConnected);
            }
        }
    }

    // The live values of an outage are past, only the newest counts; what happened is not.
    private void Keep(string kind, ReadOnlyMemory<byte> json, bool isHistorical)
    {
        if (isHistorical && kind != "event" && !kind.StartsWith("alarm/", StringComparison.Ordinal))
        {
            _dictionary.Take(kind, json, Now(), isHistorical: false);
            return;
        }

        if (_waiting.Count == MostWaiting)
        {
            _waiting.Dequeue();
            Interlocked.Increment(ref _waitingDropped);
        }

        _waiting.Enqueue((kind, json, isHistorical));
    }

    private void MakeHistory()
    {
        for (int left = _waiting.Count; left > 0; left--)
        {
            (string kind, ReadOnlyMemory<byte> json, _) = _waiting.Dequeue();
            Keep(kind, json, isHistorical: true);
        }
    }

    // A message takes its number when the connection takes it, so that no number is left out.
    private void SendWaiting()
    {
        if (_rebirthWanted && TrySend(_topics.Birth, Birth()))
        {
            _rebirthWanted = false;
            _sequence.Restart();
        }

        while (!_rebirthWanted && _waiting.TryPeek(
            out (string Kind, ReadOnlyMemory<byte> Json, bool IsHistorical) next))
        {
            IReadOnlyList<SparkplugMetric> metrics =
                _dictionary.Take(next.Kind, next.Json, Now(), next.IsHistorical);
            SparkplugPayload payload = new() { Timestamp = Now(), Seq = _sequence.Next };
            payload.Metrics.Add(metrics);
            if (metrics.Count > 0)
            {
                if (!TrySend(_topics.Data, payload))
                {
                    return;
                }

                _sequence.Advance();
            }

            _waiting.Dequeue();
        }
    }

    private bool TrySend(string topic, SparkplugPayload payload) =>
        _session.TryPublish(Message(topic, payload), out _) is PublishOutcome.Accepted;

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
