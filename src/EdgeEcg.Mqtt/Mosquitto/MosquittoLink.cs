namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>
/// <see cref="IMqttLink"/> over libmosquitto 2.0. Its threaded loop is not used, because that loop ends for
/// good on TLS, authorisation and name failures; here every failure only ends the attempt. Waiting is our own
/// (<see cref="SocketWait"/>), so that a publish from another thread's hand leaves at once.
/// </summary>
public sealed class MosquittoLink : IMqttLink
{
    // libmosquitto's keep-alive has a resolution of one second, and checks it only when called.
    private static readonly TimeSpan KeepAliveTick = TimeSpan.FromSeconds(1);

    // Answers that may wait for the owner, in windows; after that nothing is accepted until it takes them.
    private const int AnswerShare = 4;

    // Beyond the answers to what is in flight: connected, disconnected, refused subscriptions.
    private const int OtherEvents = 64;

    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly MqttEventInbox _events;
    private readonly SocketWait _wait = new();
    private MosquittoConnection? _connection;
    private bool _announced;
    private long _openedAt;
    private long _lastPublishId;

    /// <exception cref="MqttLibraryException">
    /// libmosquitto is missing; the message names the package.
    /// </exception>
    public MosquittoLink(MqttOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.ClientId);
        ArgumentOutOfRangeException.ThrowIfLessThan(
            options.KeepAlive, TimeSpan.FromSeconds(5), nameof(options.KeepAlive));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxInFlight, 1, nameof(options.MaxInFlight));
        MosquittoLibrary.Require();
        _options = options;
        _time = time;
        _events = new MqttEventInbox(
            options.MaxReceived, ((AnswerShare + 1) * options.MaxInFlight) + OtherEvents);
    }

    public long ReceivedDropped => _events.Dropped;

    public void Connect(MqttProtocol protocol, MqttMessage? lastWill)
    {
        if (_connection is not null)
        {
            throw new InvalidOperationException("The previous connection has not ended yet.");
        }

        _connection = new MosquittoConnection(_options, _events);
        _announced = false;
        _connection.Open(protocol, lastWill);
        _openedAt = _time.GetTimestamp();
        FinishIfEnded();
    }

    public void Poll(TimeSpan max)
    {
        SocketEvents ready = _wait.Wait(
            _connection?.Socket ?? -1, _connection?.WantsWrite ?? false, Milliseconds(Shortest(max)));
        if (_connection is null)
        {
            return;
        }

        _connection.Step(ready);
        if (_connection.IsConnected)
        {
            Announce();
        }
        else if (ConnectTimeLeft() <= TimeSpan.Zero)
        {
            _connection.End(MqttFailure.ConnectTimeout);
        }

        FinishIfEnded();
    }

    public void Wake() => _wait.Wake();

    public PublishOutcome TryPublish(in MqttMessage message, out long publishId)
    {
        publishId = 0;
        if (_connection is not { IsConnected: true })
        {
            return PublishOutcome.NotConnected;
        }

        int window = Math.Min(_options.MaxInFlight, _connection.Limits.MaxInFlight);
        if (_connection.InFlight >= window || _events.Others >= AnswerShare * _options.MaxInFlight)
        {
            return PublishOutcome.InFlightFull;
        }

        PublishOutcome outcome = _connection.Publish(message, _lastPublishId + 1);
        if (outcome is PublishOutcome.Accepted)
        {
            publishId = ++_lastPublishId;
        }

        FinishIfEnded();
        return outcome;
    }

    public bool TrySubscribe(string topicFilter, MqttQos qos)
    {
        bool sent = _connection is { IsConnected: true } connection && connection.Subscribe(topicFilter, qos);
        FinishIfEnded();
        return sent;
    }

    public void Disconnect()
    {
        if (_connection is { IsConnected: true })
        {
            _connection.SayGoodbye();
        }

        Drop(MqttFailure.Closed);
    }

    public void Drop(MqttFailure reason)
    {
        _connection?.End(reason);
        FinishIfEnded();
    }

    public bool TryDequeue(out MqttLinkEvent linkEvent) => _events.TryTake(out linkEvent);

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
        _wait.Dispose();
    }

    private void Announce()
    {
        if (!_announced)
        {
            _announced = true;
            _connection!.StopListeningToErrors();
        }
    }

    private void FinishIfEnded()
    {
        if (_connection is { Failure: not MqttFailure.None } ended)
        {
            _connection = null;
            ended.ReportEnd();
            ended.Dispose();
        }
    }

    private TimeSpan ConnectTimeLeft() => _options.ConnectTimeout - _time.GetElapsedTime(_openedAt);

    private TimeSpan Shortest(TimeSpan max)
    {
        if (_connection is null)
        {
            return max;
        }

        TimeSpan tick = KeepAliveTick;
        if (!_connection.IsConnected && ConnectTimeLeft() < tick)
        {
            tick = ConnectTimeLeft();
        }

        return tick < max ? tick : max;
    }

    private static int Milliseconds(TimeSpan wait) =>
        (int)Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue);
}
