using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor;

/// <summary>
/// The thread that owns the connection to the broker. Others post messages and go on; a message leaves the
/// outbox when the broker has acknowledged it, and is sent again, in order, when a connection ended before
/// that. After each connect the retained messages are published anew, because a broker that was restarted may
/// have forgotten them.
/// </summary>
public sealed class Publisher : IDisposable
{
    /// <summary>Hours of events; weeks are the journal's business.</summary>
    private const int OutboxCapacity = 20_000;

    private const int InboxCapacity = 4096;

    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(3);

    private readonly MqttSession _session;
    private readonly BoundedQueue<MqttMessage> _inbox = new(InboxCapacity, 1, producerWaits: false);
    private readonly MqttMessage[] _batch = new MqttMessage[64];
    private readonly Outbox _outbox = new(OutboxCapacity);
    private readonly Dictionary<string, MqttMessage> _retained = new(StringComparer.Ordinal);
    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _empty = new(true);
    private volatile bool _stopping;
    private volatile bool _refreshWanted;
    private string? _lastFailure;
    private long _oldestWaitingTicks;
    private long _turns;

    /// <param name="session">Owned from here on.</param>
    /// <param name="options">Those of its connection, to name it in a failure.</param>
    /// <param name="time">Tells how long messages wait.</param>
    public Publisher(MqttSession session, MqttOptions options, TimeProvider time)
    {
        _session = session;
        _options = options;
        _time = time;
        _thread = new Thread(Run) { Name = "publish" };
    }

    /// <summary>Connects, deliveries, refusals, messages that had to be sent again.</summary>
    public MqttSessionCounters Counters => _session.Counters;

    /// <summary>Messages given up for want of room.</summary>
    public long Dropped => _outbox.Dropped + _inbox.Dropped;

    /// <summary>Rises while the thread lives.</summary>
    public long Turns => Interlocked.Read(ref _turns);

    /// <summary>Received messages lost because a queue was full.</summary>
    public long ReceivedDropped => _session.ReceivedDropped;

    /// <summary>Messages that wait for the broker.</summary>
    public int Waiting => _outbox.Count + _inbox.Count;

    /// <summary>How long the oldest waiting message has waited.</summary>
    public TimeSpan OldestWaiting => new(Interlocked.Read(ref _oldestWaitingTicks));

    /// <summary>Why there is no connection; null while there is one.</summary>
    public string? LastFailure => Volatile.Read(ref _lastFailure);

    /// <summary>
    /// Given what comes in, on this publisher's thread: it copies and returns. Set it before the start.
    /// </summary>
    public Action<MqttReceivedMessage>? Received { get; set; }

    /// <summary>Sees each message just before it is posted; set it before anything is.</summary>
    public IMonitorWatcher? Watcher { get; set; }

    /// <summary>Before the start only.</summary>
    /// <param name="topicFilter">What it wants to hear.</param>
    public void Subscribe(string topicFilter) => _session.Subscribe(topicFilter);

    /// <summary>Has everything retained published once more, the status included. From any thread.</summary>
    public void Refresh()
    {
        _refreshWanted = true;
        _session.Wake();
    }

    public void Start() => _thread.Start();

    /// <summary>From any thread; never waits for the network.</summary>
    public void Post(in MqttMessage message)
    {
        Watcher?.TakeMessage(message);
        _empty.Reset();
        _inbox.Add(message);
        _session.Wake();
    }

    /// <summary>Waits until the broker has everything, at most this long; false where it has not.</summary>
    public bool Flush(TimeSpan limit) => _empty.Wait(limit);

    /// <summary>Says goodbye, so that the broker does not report the device lost.</summary>
    public void Dispose()
    {
        _stopping = true;
        _session.Wake();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _session.Dispose();
        _empty.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            Interlocked.Increment(ref _turns);
            TakeInbox();
            TakeRefresh();
            SendWaiting();
            _session.Poll(PollStep);
            TakeEvents();
            TimeSpan oldest = _outbox.OldestPostedAt is { } posted ? _time.GetElapsedTime(posted)
                : TimeSpan.Zero;
            Interlocked.Exchange(ref _oldestWaitingTicks, oldest.Ticks);
        }

        _session.Stop(GoodbyeLimit);
    }

    private void TakeInbox()
    {
        int count;
        while ((count = _inbox.Take(_batch, TimeSpan.Zero)) > 0)
        {
            foreach (MqttMessage message in _batch.AsSpan(0, count))
            {
                _outbox.Post(message, _time.GetTimestamp());
                if (message.Retain)
                {
                    _retained[message.Topic] = message;
                }
            }
        }

        if (_outbox.Count == 0 && _inbox.Count == 0)
        {
            _empty.Set();
        }
    }

    private void SendWaiting()
    {
        while (_outbox.Next is { } message)
        {
            PublishOutcome outcome = _session.TryPublish(message, out long publishId);
            if (outcome is PublishOutcome.Accepted)
            {
                _outbox.Sent(publishId);
            }
            else if (outcome is PublishOutcome.NotConnected or PublishOutcome.InFlightFull)
            {
                return;
            }
            else
            {
                _outbox.GiveUpNext();
            }
        }
    }

    private void TakeEvents()
    {
        while (_session.TryDequeue(out MqttLinkEvent happened))
        {
            switch (happened.Kind)
            {
                case MqttLinkEventKind.Published:
                    _outbox.Confirm(happened.PublishId);
                    break;
                case MqttLinkEventKind.Received:
                    Received?.Invoke(happened.Message!);
                    break;
                case MqttLinkEventKind.Disconnected:
                    _outbox.ReturnAll();
                    Volatile.Write(ref _lastFailure, MqttFailureText.Sentence(
                        happened.Failure, _options, happened.Reason, happened.Detail));
                    break;
                case MqttLinkEventKind.Connected:
                    Volatile.Write(ref _lastFailure, null);
                    PostRetained();
                    break;
            }
        }
    }

    private void TakeRefresh()
    {
        if (_refreshWanted)
        {
            _refreshWanted = false;
            _session.Announce();
            PostRetained();
        }
    }

    private void PostRetained()
    {
        foreach (MqttMessage message in _retained.Values)
        {
            _outbox.Post(message, _time.GetTimestamp());
        }
    }
}
