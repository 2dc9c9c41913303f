using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor;

/// <summary>
/// The two threads behind the journal: one keeps it, the other owns the connection to the broker. Others post
/// messages and go on. Resolving a name or a broker that does not answer holds up the connection's thread
/// only; alarms reach the disk all the same.
/// </summary>
public sealed class Publisher : IDisposable
{
    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan JournalStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(3);

    private readonly MqttSession _session;
    private readonly MessageJournal _journal;
    private readonly JournalReader _reader;
    private readonly DeliveryPump _pump;
    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly Thread _delivery;
    private readonly Thread _keeping;
    private readonly ManualResetEventSlim _done = new(true);
    private volatile bool _stopping;
    private volatile bool _refreshWanted;
    private string? _lastFailure;
    private long _journalTurns;
    private long _deliveryTurns;

    /// <param name="session">Owned from here on.</param>
    /// <param name="options">Those of its connection, to name it in a failure.</param>
    /// <param name="journal">Owned from here on.</param>
    /// <param name="topics">The device's.</param>
    /// <param name="limits">The journal's.</param>
    /// <param name="describeGap">Says what is missing, as a message.</param>
    /// <param name="time">Tells how long messages wait.</param>
    public Publisher(
        MqttSession session, MqttOptions options, MessageJournal journal, DeviceTopics topics,
        JournalLimits limits, Func<JournalGap, HistoryGapMessage> describeGap, TimeProvider time)
    {
        _session = session;
        _options = options;
        _journal = journal;
        _time = time;
        _reader = journal.OpenReader(JournalReaders.Mqtt);
        _reader.NewsArrived = session.Wake;
        ClockWatch clock = new(time);
        _pump = new DeliveryPump(
            session, _reader, topics, limits, describeGap,
            () => clock.State is ClockState.Unset ? null : time.GetUtcNow(), time);
        _delivery = new Thread(Deliver) { Name = "publish" };
        _keeping = new Thread(KeepJournal) { Name = "journal" };
    }

    /// <summary>Connects, deliveries, refusals, messages that had to be sent again.</summary>
    public MqttSessionCounters Counters => _session.Counters;

    /// <summary>Rises while the journal is being kept: not while a write of it hangs.</summary>
    public long JournalTurns => Interlocked.Read(ref _journalTurns);

    /// <summary>Rises while the connection is being run, whether or not there is one.</summary>
    public long DeliveryTurns => Interlocked.Read(ref _deliveryTurns);

    /// <summary>Received messages lost because a queue was full.</summary>
    public long ReceivedDropped => _session.ReceivedDropped;

    /// <summary>What is kept, and for whom; a second publisher opens a reader of its own.</summary>
    public MessageJournal Journal => _journal;

    /// <summary>Messages given up for want of room, and known to be lost.</summary>
    public long Dropped => _journal.InboxDropped + _journal.Lost(GapReason.Memory);

    /// <summary>Messages that wait for the broker.</summary>
    public int Waiting => (int)Math.Min(int.MaxValue, _reader.Waiting);

    /// <summary>Messages that the broker refused for now, and that are tried again.</summary>
    public int Parked => _reader.Parked;

    /// <summary>How long the oldest waiting message has waited, as far as the device was running.</summary>
    public TimeSpan OldestWaiting => _journal.OldestWaiting;

    /// <summary>Why there is no connection; null while there is one.</summary>
    public string? LastFailure => Volatile.Read(ref _lastFailure);

    /// <summary>Sees each message just before it is posted; set it before anything is.</summary>
    public IMonitorWatcher? Watcher { get; set; }

    /// <summary>
    /// Given what comes in, on this publisher's thread: it copies and returns. Set it before the start.
    /// </summary>
    public Action<MqttReceivedMessage>? Received { get; set; }

    /// <summary>Before the start only.</summary>
    /// <param name="topicFilter">What it wants to hear.</param>
    public void Subscribe(string topicFilter) => _session.Subscribe(topicFilter);

    /// <summary>Has everything retained published once more, the status included. From any thread.</summary>
    public void Refresh()
    {
        _refreshWanted = true;
        _session.Wake();
    }

    public void Start()
    {
        _keeping.Start();
        _delivery.Start();
    }

    /// <summary>From any thread; never waits for the network or the disk.</summary>
    public void Post(in MqttMessage message)
    {
        Watcher?.TakeMessage(message);
        _done.Reset();
        _journal.Post(message);
    }

    /// <summary>Waits until the broker has everything, at most this long; false where it has not.</summary>
    public bool Flush(TimeSpan limit) => _done.Wait(limit);

    /// <summary>
    /// Says goodbye, so that the broker does not report the device lost; what it does not have is kept.
    /// </summary>
    public void Dispose()
    {
        _stopping = true;
        _session.Wake();
        _journal.Wake();
        foreach (Thread thread in (ReadOnlySpan<Thread>)[_delivery, _keeping])
        {
            if (thread.IsAlive)
            {
                thread.Join();
            }
        }

        _session.Dispose();
        _journal.Dispose();
        _done.Dispose();
    }

    private void KeepJournal()
    {
        while (!_stopping)
        {
            Interlocked.Increment(ref _journalTurns);
            _journal.Work();
            _journal.WaitForWork(JournalStep);
        }
    }

    private void Deliver()
    {
        while (!_stopping)
        {
            Interlocked.Increment(ref _deliveryTurns);
            TakeRefresh();
            _pump.Send();
            _session.Poll(PollStep);
            TakeEvents();
            if (!_done.IsSet && _reader.IsDone)
            {
                _done.Set();
            }
        }

        _session.Stop(GoodbyeLimit);
        TakeEvents();
    }

    private void TakeEvents()
    {
        while (_session.TryDequeue(out MqttLinkEvent happened))
        {
            _pump.Take(happened);
            switch (happened.Kind)
            {
                case MqttLinkEventKind.Received:
                    Received?.Invoke(happened.Message!);
                    break;
                case MqttLinkEventKind.Disconnected:
                    Volatile.Write(ref _lastFailure, MqttFailureText.Sentence(
                        happened.Failure, _options, happened.Reason, happened.Detail));
                    break;
                case MqttLinkEventKind.Connected:
                    Volatile.Write(ref _lastFailure, null);
                    break;
                default:
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
            _reader.ForgetPresent();
        }
    }
}
