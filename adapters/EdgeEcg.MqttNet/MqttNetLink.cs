using EdgeEcg.Mqtt;
using MQTTnet.Exceptions;

namespace EdgeEcg.MqttNet;

/// <summary>
/// <see cref="IMqttLink"/> over MQTTnet 5, for whoever prefers managed code to libmosquitto. MQTTnet works on
/// threads of its own; what happens there is only written down, and <see cref="Poll"/> waits for it. Each
/// connection has a client of its own, so nothing is ever resent behind the back of the owner.
/// </summary>
public sealed class MqttNetLink : IMqttLink
{
    // As with libmosquitto: answers that may wait for the owner, in windows, and everything beside them.
    private const int AnswerShare = 4;
    private const int OtherEvents = 64;

    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly MqttNetEvents _events;
    private MqttNetConnection? _connection;
    private long _lastPublishId;

    public MqttNetLink(MqttOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.ClientId);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxInFlight, 1, nameof(options.MaxInFlight));
        _options = options;
        _time = time;
        _events = new MqttNetEvents(
            options.MaxReceived, ((AnswerShare + 1) * options.MaxInFlight) + OtherEvents);
    }

    public long ReceivedDropped => _events.ReceivedDropped;

    public void Connect(MqttProtocol protocol, MqttMessage? lastWill)
    {
        if (_connection is { HasEnded: false })
        {
            throw new InvalidOperationException("The previous connection has not ended yet.");
        }

        _connection?.Dispose();
        _connection = new MqttNetConnection(_options, _events, _time);
        _connection.Open(protocol, lastWill);
    }

    public void Poll(TimeSpan max) => _events.Wait(max);

    public void Wake() => _events.Wake();

    public PublishOutcome TryPublish(in MqttMessage message, out long publishId)
    {
        publishId = 0;
        if (_connection is not { IsConnected: true })
        {
            return PublishOutcome.NotConnected;
        }

        MqttServerLimits limits = _connection.Limits;
        int window = Math.Min(_options.MaxInFlight, limits.MaxInFlight);
        if (_connection.InFlight >= window || _events.Others >= AnswerShare * _options.MaxInFlight)
        {
            return PublishOutcome.InFlightFull;
        }

        PublishOutcome outcome = MqttNetMessages.Check(message, limits, _connection.Protocol);
        if (outcome is PublishOutcome.Accepted)
        {
            publishId = ++_lastPublishId;
            _connection.Publish(message, publishId);
        }

        return outcome;
    }

    public bool TrySubscribe(string topicFilter, MqttQos qos)
    {
        if (_connection is not { IsConnected: true } connection)
        {
            return false;
        }

        try
        {
            connection.Subscribe(topicFilter, qos);
            return true;
        }
        catch (MqttProtocolViolationException)
        {
            throw new ArgumentException($"'{topicFilter}' is not a topic filter.", nameof(topicFilter));
        }
    }

    public void Disconnect()
    {
        if (_connection is { } connection)
        {
            connection.SayGoodbye();
            Drop(MqttFailure.Closed);
        }
    }

    public void Drop(MqttFailure reason)
    {
        _connection?.End(reason, MqttReasonCode.Success, null);
        _connection?.Dispose();
        _connection = null;
    }

    public bool TryDequeue(out MqttLinkEvent linkEvent) => _events.TryTake(out linkEvent);

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
        _events.Dispose();
    }
}
