using EdgeEcg.Mqtt;

namespace EdgeEcg.MqttNet;

/// <summary>
/// The inbox of a link whose events come from MQTTnet's threads: the same bounds, behind a lock, and a signal
/// for the owner that waits.
/// </summary>
internal sealed class MqttNetEvents(int maxReceived, int maxOther) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MqttEventInbox _inbox = new(maxReceived, maxOther);
    private readonly AutoResetEvent _news = new(false);
    private bool _disposed;

    public long ReceivedDropped => _inbox.Dropped;

    /// <summary>Waiting events that are not received messages.</summary>
    public int Others
    {
        get
        {
            lock (_gate)
            {
                return _inbox.Others;
            }
        }
    }

    public void Add(in MqttLinkEvent linkEvent)
    {
        lock (_gate)
        {
            _inbox.Add(linkEvent);
        }

        Wake();
    }

    public bool TryTake(out MqttLinkEvent linkEvent)
    {
        lock (_gate)
        {
            return _inbox.TryTake(out linkEvent);
        }
    }

    /// <summary>Until the next event or <see cref="Wake"/>; one that came before counts.</summary>
    public void Wait(TimeSpan max) => _news.WaitOne(max);

    /// <summary>From any thread; after Dispose it does nothing.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                _news.Set();
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _news.Dispose();
        }
    }
}
