using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Mqtt;

/// <summary>
/// A link whose outcomes the test decides. Polling it moves virtual time on by what it would have waited.
/// </summary>
internal sealed class FakeLink(ManualTimeProvider time) : IMqttLink
{
    private readonly Queue<MqttLinkEvent> _events = [];
    private bool _connected;
    private long _lastId;

    public long ReceivedDropped => 0;

    /// <summary>Decides the outcome of an attempt: None connects.</summary>
    public Func<MqttProtocol, MqttFailure> OnConnect { get; set; } = _ => MqttFailure.None;

    /// <summary>Decides the answer to a publish; null: none ever comes.</summary>
    public Func<MqttMessage, MqttReasonCode?> OnPublish { get; set; } = _ => MqttReasonCode.Success;

    public List<(TimeSpan At, MqttProtocol Protocol, MqttMessage? Will)> Attempts { get; } = [];

    public List<string> Log { get; } = [];

    public bool SaidGoodbye { get; private set; }

    private TimeSpan Now => new(time.GetTimestamp());

    public void Connect(MqttProtocol protocol, MqttMessage? lastWill)
    {
        Attempts.Add((Now, protocol, lastWill));
        MqttFailure failure = OnConnect(protocol);
        _connected = failure is MqttFailure.None;
        _events.Enqueue(_connected
            ? MqttLinkEvent.Connected(false, MqttServerLimits.Widest)
            : MqttLinkEvent.Disconnected(failure, MqttReasonCode.Success, null));
    }

    public void Poll(TimeSpan max) => time.Advance(max);

    public void Wake()
    {
        // Polling never really waits.
    }

    public PublishOutcome TryPublish(in MqttMessage message, out long publishId)
    {
        publishId = 0;
        if (!_connected)
        {
            return PublishOutcome.NotConnected;
        }

        publishId = ++_lastId;
        Log.Add("publish " + message.Topic);
        if (OnPublish(message) is { } reason)
        {
            _events.Enqueue(MqttLinkEvent.Published(publishId, reason));
        }

        return PublishOutcome.Accepted;
    }

    public bool TrySubscribe(string topicFilter, MqttQos qos)
    {
        Log.Add("subscribe " + topicFilter);
        return _connected;
    }

    public void Disconnect()
    {
        SaidGoodbye = _connected;
        Drop(MqttFailure.Closed);
    }

    public void Drop(MqttFailure reason)
    {
        if (_connected)
        {
            _connected = false;
            _events.Enqueue(MqttLinkEvent.Disconnected(reason, MqttReasonCode.Success, null));
        }
    }

    public bool TryDequeue(out MqttLinkEvent linkEvent) => _events.TryDequeue(out linkEvent);

    public void Dispose() => _connected = false;
}
