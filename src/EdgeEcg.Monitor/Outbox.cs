using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor;

/// <summary>
/// Messages that the broker has not acknowledged yet, in the order in which they were posted. It is bounded:
/// when full, the oldest message that is not retained goes first, and is counted. Of a retained topic only
/// the newest message waits, because the older one describes a present that is past. Belongs to the
/// publisher's thread.
/// </summary>
public sealed class Outbox
{
    private readonly LinkedList<Entry> _waiting = new();
    private readonly Dictionary<long, Entry> _inFlight = [];
    private readonly int _capacity;

    /// <param name="capacity">Messages held at most, those in flight included.</param>
    public Outbox(int capacity) => _capacity = capacity;

    /// <summary>Messages not acknowledged.</summary>
    public int Count => _waiting.Count + _inFlight.Count;

    /// <summary>
    /// When the oldest waiting message was posted, by the publisher's clock; none where nothing waits.
    /// </summary>
    public long? OldestPostedAt => _waiting.First?.Value.PostedAt;

    /// <summary>Messages given up because the outbox was full.</summary>
    public long Dropped { get; private set; }

    /// <param name="message">Its payload is kept.</param>
    /// <param name="postedAt">A timestamp of the publisher's clock.</param>
    public void Post(in MqttMessage message, long postedAt)
    {
        if (message.Retain)
        {
            RemoveWaiting(message.Topic);
        }

        if (Count >= _capacity)
        {
            DropOldest();
        }

        _waiting.AddLast(new Entry(message, postedAt));
    }

    /// <summary>The message to publish next; none where nothing waits.</summary>
    public MqttMessage? Next => _waiting.First?.Value.Message;

    /// <summary>The next message was handed to the connection.</summary>
    public void Sent(long publishId)
    {
        _inFlight.Add(publishId, _waiting.First!.Value);
        _waiting.RemoveFirst();
    }

    /// <summary>The next message will never be taken by any broker.</summary>
    public void GiveUpNext()
    {
        _waiting.RemoveFirst();
        Dropped++;
    }

    /// <summary>The broker has it.</summary>
    public void Confirm(long publishId) => _inFlight.Remove(publishId);

    /// <summary>
    /// The connection ended before the broker answered: the messages go back to the front, in their order.
    /// </summary>
    public void ReturnAll()
    {
        foreach ((_, Entry entry) in _inFlight.OrderByDescending(f => f.Key))
        {
            _waiting.AddFirst(entry);
        }

        _inFlight.Clear();
    }

    private void RemoveWaiting(string topic)
    {
        for (LinkedListNode<Entry>? node = _waiting.Last; node is not null; node = node.Previous)
        {
            if (node.Value.Message.Retain && node.Value.Message.Topic == topic)
            {
                _waiting.Remove(node);
                return;
            }
        }
    }

    private void DropOldest()
    {
        LinkedListNode<Entry>? oldest = _waiting.First;
        while (oldest is not null && oldest.Value.Message.Retain)
        {
            oldest = oldest.Next;
        }

        if ((oldest ?? _waiting.First) is { } victim)
        {
            _waiting.Remove(victim);
            Dropped++;
        }
    }

    private sealed record Entry(MqttMessage Message, long PostedAt);
}
