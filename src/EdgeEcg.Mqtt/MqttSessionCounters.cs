namespace EdgeEcg.Mqtt;

/// <summary>What a session has seen since start. Written by the session's thread, read by any.</summary>
public sealed class MqttSessionCounters
{
    private readonly long[] _failures = new long[MqttFailures.Count];
    private long _attempts;
    private long _connects;
    private long _published;
    private long _delivered;
    private long _unheard;
    private long _refused;
    private long _unconfirmed;
    private long _received;
    private long _subscriptionsRefused;

    public long Attempts => Interlocked.Read(ref _attempts);

    public long Connects => Interlocked.Read(ref _connects);

    /// <summary>Handed to the link; each becomes delivered, refused or unconfirmed.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>Taken by the broker, <see cref="Unheard"/> included.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Delivered, and the broker said that nobody was listening.</summary>
    public long Unheard => Interlocked.Read(ref _unheard);

    public long Refused => Interlocked.Read(ref _refused);

    public long Unconfirmed => Interlocked.Read(ref _unconfirmed);

    public long Received => Interlocked.Read(ref _received);

    public long SubscriptionsRefused => Interlocked.Read(ref _subscriptionsRefused);

    /// <summary>Attempts and connections that ended for this reason.</summary>
    public long Failures(MqttFailure failure) => Interlocked.Read(ref _failures[(int)failure]);

    internal void CountAttempt() => Interlocked.Increment(ref _attempts);

    internal void CountPublish() => Interlocked.Increment(ref _published);

    internal void Count(in MqttLinkEvent linkEvent)
    {
        switch (linkEvent.Kind)
        {
            case MqttLinkEventKind.Connected:
                Interlocked.Increment(ref _connects);
                break;
            case MqttLinkEventKind.Disconnected:
                Interlocked.Increment(ref _failures[(int)linkEvent.Failure]);
                break;
            case MqttLinkEventKind.Published:
                CountAnswer(linkEvent.Reason);
                break;
            case MqttLinkEventKind.Unconfirmed:
                Interlocked.Increment(ref _unconfirmed);
                break;
            case MqttLinkEventKind.Received:
                Interlocked.Increment(ref _received);
                break;
            case MqttLinkEventKind.SubscriptionRefused:
                Interlocked.Increment(ref _subscriptionsRefused);
                break;
        }
    }

    private void CountAnswer(MqttReasonCode reason)
    {
        if (reason.IsRefusal)
        {
            Interlocked.Increment(ref _refused);
            return;
        }

        Interlocked.Increment(ref _delivered);
        if (reason is MqttReasonCode.NoMatchingSubscribers)
        {
            Interlocked.Increment(ref _unheard);
        }
    }
}
