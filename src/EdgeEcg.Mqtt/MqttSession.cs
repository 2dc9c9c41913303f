namespace EdgeEcg.Mqtt;

/// <summary>
/// Keeps one link connected, for ever. It waits out failures by <see cref="MqttBackOff"/>, speaks MQTT 5 and
/// falls back to 3.1.1 where the broker refuses that, subscribes again and announces the device after each
/// connect, ends a connection that no longer acknowledges, and says goodbye on a clean stop. It stores
/// nothing: a message is in the caller's journal until its Published event, and after Unconfirmed the caller
/// publishes it again. Driven by one thread through <see cref="Poll"/>; <see cref="Wake"/> and
/// <see cref="Counters"/> are for any thread.
/// </summary>
public sealed class MqttSession : IDisposable
{
    // Beyond the answers to publishes: connects, losses, refused subscriptions between two polls of a caller.
    private const int OtherEvents = 256;

    // A goodbye with a bound is waited for in steps of at most this.
    private static readonly TimeSpan StopStep = TimeSpan.FromMilliseconds(100);

    private readonly IMqttLink _link;
    private readonly MqttSessionOptions _options;
    private readonly Func<long, MqttPresence>? _presence;
    private readonly TimeProvider _time;
    private readonly MqttBackOff _backOff;
    private readonly MqttEventInbox _events;
    private readonly OutstandingPublishes _outstanding = new();
    private readonly List<(string Filter, MqttQos Qos)> _subscriptions = [];
    private MqttPresence? _current;
    private MqttProtocol _protocol = MqttProtocol.V5;
    private long _stateSince;
    private long _offlineId;
    private MqttReasonCode? _offlineAnswer;
    private TimeSpan _wait = TimeSpan.Zero;

    /// <param name="presence">
    /// Given the number that the connection will have, counted from 1; null: nothing is announced.
    /// </param>
    public MqttSession(
        IMqttLink link, MqttSessionOptions options, Func<long, MqttPresence>? presence, TimeProvider time,
        Random random)
    {
        _link = link;
        _options = options;
        _presence = presence;
        _time = time;
        _backOff = new MqttBackOff(options.MinRetry, options.MaxRetry, random);
        _events = new MqttEventInbox(options.MaxReceived, options.MaxOutstanding + OtherEvents);
        _stateSince = time.GetTimestamp();
    }

    public MqttSessionState State { get; private set; } = MqttSessionState.Waiting;

    public MqttSessionCounters Counters { get; } = new();

    /// <summary>Received messages lost because a queue was full. Safe to read from any thread.</summary>
    public long ReceivedDropped => _link.ReceivedDropped + _events.Dropped;

    /// <summary>Of the connection that is, or the last one.</summary>
    public MqttServerLimits Limits { get; private set; } = MqttServerLimits.Widest;

    /// <summary>Of the connection that is, or of the attempt under way.</summary>
    public MqttProtocol Protocol => _protocol;

    /// <summary>Kept, and made again after each connect.</summary>
    public void Subscribe(string topicFilter, MqttQos qos = MqttQos.AtLeastOnce)
    {
        _subscriptions.Add((topicFilter, qos));
        if (State is MqttSessionState.Connected)
        {
            _link.TrySubscribe(topicFilter, qos);
        }
    }

    /// <summary>Runs the network for at most <paramref name="max"/>; take the events afterwards.</summary>
    public void Poll(TimeSpan max)
    {
        if (State is MqttSessionState.Waiting && RetryIn() <= TimeSpan.Zero)
        {
            StartAttempt();
        }

        bool newsAlready = TakeLinkEvents();
        _link.Poll(newsAlready ? TimeSpan.Zero : Shortest(max));
        TakeLinkEvents();
        if (_outstanding.OldestAge(_time) > _options.AcknowledgeWithin)
        {
            _link.Drop(MqttFailure.AcknowledgementTimeout);
            TakeLinkEvents();
        }
    }

    /// <summary>Ends a running or the next <see cref="Poll"/> early. From any thread.</summary>
    public void Wake() => _link.Wake();

    /// <summary>Hands a message to the connection; it leaves at once.</summary>
    public PublishOutcome TryPublish(in MqttMessage message, out long publishId)
    {
        publishId = 0;
        if (State is not MqttSessionState.Connected)
        {
            return PublishOutcome.NotConnected;
        }

        return _outstanding.Count + _events.Others >= _options.MaxOutstanding
            ? PublishOutcome.InFlightFull
            : Hand(message, PublishPurpose.Caller, out publishId);
    }

    /// <summary>Says once more that the device is there; nothing while it is not connected.</summary>
    public void Announce()
    {
        if (State is MqttSessionState.Connected && _current is { } presence)
        {
            Hand(presence.Online, PublishPurpose.Presence, out _);
        }
    }

    public bool TryDequeue(out MqttLinkEvent sessionEvent) => _events.TryTake(out sessionEvent);

    /// <summary>
    /// Publishes the offline message, waits for its acknowledgement at most <paramref name="limit"/>, and
    /// disconnects. False: the broker was away or did not answer, so it is the last will that tells the
    /// others.
    /// </summary>
    public bool Stop(TimeSpan limit)
    {
        bool confirmed = State is MqttSessionState.Connected && SayOffline(limit);
        if (confirmed || _presence is null)
        {
            _link.Disconnect();
        }
        else
        {
            _link.Drop(MqttFailure.Closed);
        }

        TakeLinkEvents();
        Enter(MqttSessionState.Stopped);
        return confirmed;
    }

    public void Dispose() => _link.Dispose();

    private TimeSpan Shortest(TimeSpan max) =>
        State is MqttSessionState.Waiting && RetryIn() < max ? RetryIn() : max;

    private TimeSpan RetryIn() => _wait - _time.GetElapsedTime(_stateSince);

    private void Enter(MqttSessionState state)
    {
        State = state;
        _stateSince = _time.GetTimestamp();
    }

    private void StartAttempt()
    {
        Counters.CountAttempt();
        _current = _presence?.Invoke(Counters.Connects + 1);
        Enter(MqttSessionState.Connecting);
        _link.Connect(_protocol, _current?.Lost);
    }

    /// <returns>Whether there were any.</returns>
    private bool TakeLinkEvents()
    {
        bool any = false;
        while (_link.TryDequeue(out MqttLinkEvent linkEvent))
        {
            any = true;
            Counters.Count(linkEvent);
            if (Handle(linkEvent))
            {
                _events.Add(linkEvent);
            }
        }

        return any;
    }

    /// <returns>Whether the caller is to see it.</returns>
    private bool Handle(in MqttLinkEvent linkEvent)
    {
        switch (linkEvent.Kind)
        {
            case MqttLinkEventKind.Connected:
                OnConnected(linkEvent.Limits);
                return true;
            case MqttLinkEventKind.Disconnected:
                OnDisconnected(linkEvent);
                return true;
            case MqttLinkEventKind.Published or MqttLinkEventKind.Unconfirmed:
                return OnAnswer(linkEvent);
            default:
                return true;
        }
    }

    private bool OnAnswer(in MqttLinkEvent answer)
    {
        if (answer.PublishId == _offlineId && answer.Kind is MqttLinkEventKind.Published)
        {
            _offlineAnswer = answer.Reason;
        }

        return _outstanding.Remove(answer.PublishId) is PublishPurpose.Caller;
    }

    private void OnConnected(MqttServerLimits limits)
    {
        Enter(MqttSessionState.Connected);
        Limits = limits;
        foreach ((string filter, MqttQos qos) in _subscriptions)
        {
            _link.TrySubscribe(filter, qos);
        }

        Announce();
    }

    private void OnDisconnected(in MqttLinkEvent linkEvent)
    {
        bool wasConnected = State is MqttSessionState.Connected;
        if (wasConnected && _time.GetElapsedTime(_stateSince) >= _options.StableAfter)
        {
            _backOff.Reset();
        }

        bool tryOlderNow = !wasConnected && ChooseProtocol(linkEvent.Failure);
        _wait = tryOlderNow ? TimeSpan.Zero : _backOff.Next();
        if (wasConnected)
        {
            _protocol = MqttProtocol.V5;
        }

        Enter(MqttSessionState.Waiting);
    }

    /// <summary>
    /// A broker of the 3.1.1 age answers MQTT 5 with a refusal, with bytes that are no MQTT 5, or by hanging
    /// up. Then 3.1.1 is tried once, and after that MQTT 5 again, because a broker that was merely restarting
    /// looks the same.
    /// </summary>
    /// <returns>Whether the other version is worth trying without a wait.</returns>
    private bool ChooseProtocol(MqttFailure failure)
    {
        bool wasNewest = _protocol is MqttProtocol.V5;
        bool suspect = failure is MqttFailure.ProtocolVersionRefused or MqttFailure.ProtocolError
            or MqttFailure.ConnectionLost;
        _protocol = wasNewest && suspect ? MqttProtocol.V311 : MqttProtocol.V5;
        return _protocol is MqttProtocol.V311;
    }

    private PublishOutcome Hand(in MqttMessage message, PublishPurpose purpose, out long publishId)
    {
        PublishOutcome outcome = _link.TryPublish(message, out publishId);
        if (outcome is PublishOutcome.Accepted)
        {
            Counters.CountPublish();
            _outstanding.Add(publishId, purpose, _time.GetTimestamp());
        }

        return outcome;
    }

    private bool SayOffline(TimeSpan limit)
    {
        if (_current is not { } presence)
        {
            return true;
        }

        long startedAt = _time.GetTimestamp();
        while (State is MqttSessionState.Connected && _time.GetElapsedTime(startedAt) < limit)
        {
            if (_offlineId == 0)
            {
                Hand(presence.Offline, PublishPurpose.Presence, out _offlineId);
            }

            Poll(StopStep);
            if (_offlineAnswer is { } answer)
            {
                return !answer.IsRefusal;
            }
        }

        return false;
    }
}
