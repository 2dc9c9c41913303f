using System.Text.Json;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using Google.Protobuf;

namespace EdgeEcg.Monitor.Sparkplug;

/// <summary>
/// Moves entries from the journal to the node's data messages. Sparkplug sends with QoS 0, so nothing
/// answers them; behind each batch goes an empty QoS 1 message on <c>sparkplug/sync</c>, and because a
/// connection keeps its order, the answer to that one proves that the broker has all before it. Only then
/// does the journal let go of them; what a connection takes to its grave is sent again on the next, as
/// historical. For the node's thread.
/// </summary>
internal sealed class SparkplugDelivery
{
    /// <summary>Sent without proof at most: what may come twice after a connection was lost.</summary>
    private const int MostUnproved = 256;

    private readonly MqttSession _session;
    private readonly JournalReader _reader;
    private readonly SparkplugTopics _topics;
    private readonly SparkplugSequence _sequence;
    private readonly SparkplugDictionary _dictionary;
    private readonly DeviceTopics _device;
    private readonly JournalTurns _turns;
    private readonly TimeProvider _time;
    private readonly List<JournalEntry> _unproved = [];
    private long _connectedAt = long.MaxValue;
    private long _proofId;
    private int _proved;

    public SparkplugDelivery(
        MqttSession session, JournalReader reader, SparkplugTopics topics, SparkplugSequence sequence,
        SparkplugDictionary dictionary, DeviceTopics device, JournalLimits limits, TimeProvider time)
    {
        (_session, _reader, _topics, _sequence) = (session, reader, topics, sequence);
        (_dictionary, _device, _time) = (dictionary, device, time);
        _turns = new JournalTurns(reader, limits, time);
    }

    /// <summary>Messages that the broker is known to have.</summary>
    public long Delivered { get; private set; }

    /// <summary>Messages of an older program that have no metrics here.</summary>
    public long NotDescribed { get; private set; }

    /// <summary>Messages that were sent again because a connection ended before the proof.</summary>
    public long Repeated { get; private set; }

    /// <summary>The birth was sent.</summary>
    public void Begin() => _connectedAt = _time.GetTimestamp();

    /// <summary>Hands over what the connection takes.</summary>
    public void Send()
    {
        while (_session.State is MqttSessionState.Connected && _unproved.Count < MostUnproved
            && _turns.TryNext(out JournalEntry entry) && Send(entry))
        {
            // One after the other, so that numbers follow the order.
        }

        if (_proofId == 0 && _unproved.Count > 0 && _session.TryPublish(
            new MqttMessage(_device.SparkplugSync, ReadOnlyMemory<byte>.Empty), out long id)
                is PublishOutcome.Accepted)
        {
            (_proofId, _proved) = (id, _unproved.Count);
        }
    }

    /// <summary>An answer of the broker: whatever it says, it has read everything before.</summary>
    public void TakeAnswer(long publishId)
    {
        if (publishId != _proofId || _proofId == 0)
        {
            return;
        }

        _unproved.GetRange(0, _proved).ForEach(_reader.Confirm);
        _unproved.RemoveRange(0, _proved);
        Delivered += _proved;
        (_proofId, _proved) = (0, 0);
    }

    /// <summary>The connection ended.</summary>
    public void GiveBack()
    {
        Repeated += _unproved.Count;
        _unproved.Clear();
        (_proofId, _proved, _connectedAt) = (0, 0, long.MaxValue);
        _turns.ReturnAll();
    }

    /// <returns>Whether the connection may take another.</returns>
    private bool Send(JournalEntry entry)
    {
        IReadOnlyList<SparkplugMetric> metrics = _reader.IsExpired(entry) ? [] : MetricsOf(entry);
        if (metrics.Count == 0)
        {
            _reader.Confirm(entry);
            return true;
        }

        SparkplugPayload payload = new() { Timestamp = Now(), Seq = _sequence.Next };
        payload.Metrics.Add(metrics);
        MqttMessage message = new(_topics.Data, payload.ToByteArray(), MqttQos.AtMostOnce);
        if (_session.TryPublish(message, out _) is not PublishOutcome.Accepted)
        {
            _turns.Hold(entry);
            return false;
        }

        _sequence.Advance();
        _unproved.Add(entry);
        return true;
    }

    private IReadOnlyList<SparkplugMetric> MetricsOf(JournalEntry entry)
    {
        if (_device.KindOf(entry.Message.Topic) is not { } kind)
        {
            return [];
        }

        try
        {
            return _dictionary.Take(kind, entry.Message.Payload, Now(), IsHistorical(entry));
        }
        catch (Exception other) when (other is JsonException or InvalidOperationException or FormatException)
        {
            // An older program wrote it, in a form that this one's birth does not describe.
            NotDescribed++;
            return [];
        }
    }

    // What happened before this session's birth is history to whoever reads it; the present is not.
    private bool IsHistorical(JournalEntry entry) => entry.Lane is not JournalLane.Present
        && (_reader.IsLate(entry) || entry.PostedAt < _connectedAt);

    private ulong Now() => (ulong)_time.GetUtcNow().ToUnixTimeMilliseconds();
}
