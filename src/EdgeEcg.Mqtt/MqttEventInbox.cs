namespace EdgeEcg.Mqtt;

/// <summary>
/// Events on their way to the owner, bounded in two classes. What the broker sends is unlimited, so received
/// messages beyond their share are dropped and counted. What we caused (answers, connects, losses) is limited
/// by the window of publishes in flight; it is never dropped, and an owner that lets it pile up has a bug.
/// </summary>
public sealed class MqttEventInbox(int maxReceived, int maxOther)
{
    private readonly Queue<MqttLinkEvent> _events = new(maxReceived + maxOther);
    private long _dropped;
    private int _received;

    /// <summary>Received messages dropped since start. Safe to read from any thread.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Waiting events that are not received messages.</summary>
    public int Others => _events.Count - _received;

    /// <exception cref="InvalidOperationException">The owner does not take its events.</exception>
    public void Add(in MqttLinkEvent linkEvent)
    {
        if (linkEvent.Kind is MqttLinkEventKind.Received)
        {
            AddReceived(linkEvent);
            return;
        }

        if (Others == maxOther)
        {
            throw new InvalidOperationException($"{maxOther} MQTT events are waiting and nobody takes them.");
        }

        _events.Enqueue(linkEvent);
    }

    public bool TryTake(out MqttLinkEvent linkEvent)
    {
        bool any = _events.TryDequeue(out linkEvent);
        if (any && linkEvent.Kind is MqttLinkEventKind.Received)
        {
            _received--;
        }

        return any;
    }

    private void AddReceived(in MqttLinkEvent linkEvent)
    {
        if (_received == maxReceived)
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        _received++;
        _events.Enqueue(linkEvent);
    }
}
