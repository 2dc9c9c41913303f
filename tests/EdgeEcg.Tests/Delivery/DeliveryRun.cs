using System.Collections.Concurrent;
using System.Text;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Delivery;

/// <summary>
/// A publisher with its journal on a folder of the test's own, numbered messages in both lanes, and the
/// account of what somebody at the other end received of them.
/// </summary>
internal sealed class DeliveryRun : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly DeviceTopics Topics = new("edgeecg", "bench");

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _posted = [];
    private readonly ConcurrentQueue<string> _received = new();
    private Publisher? _publisher;

    public Publisher Publisher => _publisher!;

    /// <summary>Starts a publisher; the one that ran is stopped first.</summary>
    public void Start(MqttOptions options)
    {
        _publisher?.Dispose();
        JournalLimits limits = new() { LeastFreeBytes = 0, BackfillPerSecond = 1000 };
        MqttSessionOptions session = new()
        {
            MinRetry = TimeSpan.FromMilliseconds(50),
            MaxRetry = TimeSpan.FromMilliseconds(300),
            AcknowledgeWithin = TimeSpan.FromSeconds(1),
        };
        _publisher = new Publisher(
            new MqttSession(
                new MosquittoLink(options, TimeProvider.System), session, null, TimeProvider.System,
                new Random(7)),
            options,
            new MessageJournal(_folder.File("journal"), JournalReaders.Mqtt, limits, TimeProvider.System),
            Topics, limits, Describe,
            TimeProvider.System);
        _publisher.Start();
    }

    public static MqttOptions To(int port) => new()
    {
        Host = "127.0.0.1", Port = port, ClientId = "edgeecg-bench", KeepAlive = TimeSpan.FromSeconds(5),
    };

    /// <summary>Posts messages of both lanes, in turn, as the pipeline does: without waiting for anything.
    /// </summary>
    public void Post(int count)
    {
        for (int i = 0; i < count; i++)
        {
            bool isAlarm = _posted.Count % 2 == 0;
            string payload = $"{(isAlarm ? "alarm" : "beat")} {_posted.Count:0000}";
            _posted.Add(payload);
            Publisher.Post(new MqttMessage(
                Topics.Event + (isAlarm ? "" : "/beat"), Encoding.UTF8.GetBytes(payload),
                Keep: isAlarm ? MqttKeep.Urgent : MqttKeep.Routine));
        }
    }

    public void Receive(string payload) => _received.Enqueue(payload);

    public void WaitUntil(Func<bool> reached, string what)
    {
        long since = TimeProvider.System.GetTimestamp();
        using ManualResetEventSlim never = new();
        while (!reached())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"waited in vain for {what}");
            never.Wait(TimeSpan.FromMilliseconds(20));
        }
    }

    public bool HasReceived(string part) =>
        _received.Any(payload => payload.Contains(part, StringComparison.Ordinal));

    public bool HasReceived(int count) => _received.Distinct().Count() >= count;

    /// <summary>
    /// Everything posted has arrived, in the order of its lane; what came twice can be told.
    /// </summary>
    /// <returns>A row of the table of faults.</returns>
    public string Account(string fault)
    {
        Assert.True(Publisher.Flush(Patience), $"{Publisher.Waiting} messages were not acknowledged");
        WaitUntil(() => HasReceived(_posted.Count), "the subscriber");
        string[] received = [.. _received];
        string[] distinct = [.. received.Distinct()];
        Assert.Empty(_posted.Except(distinct));
        Assert.Empty(distinct.Except(_posted));
        foreach (string lane in (string[])["alarm", "beat"])
        {
            string[] order = [.. distinct.Where(p => p.StartsWith(lane, StringComparison.Ordinal))];
            Assert.Equal(order.Order(StringComparer.Ordinal), order);
        }

        Assert.Equal(0, Publisher.Dropped);
        MqttSessionCounters counters = Publisher.Counters;
        return $"| {fault} | {_posted.Count} | {distinct.Length} | {received.Length - distinct.Length} | "
            + $"{counters.Connects} | {counters.Unconfirmed} | {counters.Refused} | kept |";
    }

    private static HistoryGapMessage Describe(JournalGap gap) => new()
    {
        Test = true, BootId = "b00t", Kind = gap.Kind, Reason = gap.Reason, Messages = gap.Messages,
        Bytes = gap.Bytes, From = gap.From, To = gap.To,
    };

    public void Dispose()
    {
        _publisher?.Dispose();
        _folder.Dispose();
    }
}
