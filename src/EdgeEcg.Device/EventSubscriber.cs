using System.Collections.Concurrent;
using System.Text.Json;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;

namespace EdgeEcg.Device;

/// <summary>
/// Somebody else at the broker: a connection of its own that receives what a dashboard would.
/// </summary>
internal sealed class EventSubscriber : IDisposable
{
    private static readonly TimeSpan PollStep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(1);

    private readonly MqttSession _session;
    private readonly DeviceTopics _topics;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ready = new();
    private readonly ConcurrentQueue<ReceivedEvent> _events = new();
    private volatile bool _stopping;
    private int _strips;

    public EventSubscriber(DeviceTopics topics, int port)
    {
        _topics = topics;
        MqttOptions options =
            new() { Host = "127.0.0.1", Port = port, ClientId = topics.DeviceId + "-subscriber" };
        _session = new MqttSession(
            new MosquittoLink(options, TimeProvider.System), new MqttSessionOptions(), null,
                TimeProvider.System, new Random(1));
        _session.Subscribe(topics.Event);
        _session.Subscribe(_topics.Status.Replace("status", "strip/+", StringComparison.Ordinal));
        _thread = new Thread(Run) { Name = "subscribe" };
    }

    /// <summary>Strips received.</summary>
    public int Strips => Volatile.Read(ref _strips);

    /// <summary>Connects; false where the broker did not answer in time.</summary>
    public bool Start(TimeSpan limit)
    {
        _thread.Start();
        return _ready.Wait(limit);
    }

    public bool TryTake(out ReceivedEvent received) => _events.TryDequeue(out received!);

    public void Dispose()
    {
        _stopping = true;
        _session.Wake();
        _thread.Join();
        _session.Dispose();
        _ready.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            _session.Poll(PollStep);
            while (_session.TryDequeue(out MqttLinkEvent happened))
            {
                if (happened.Kind == MqttLinkEventKind.Connected)
                {
                    _ready.Set();
                }
                else if (happened.Message is { } message)
                {
                    Take(message);
                }
            }
        }

        _session.Stop(GoodbyeLimit);
    }

    private void Take(MqttReceivedMessage message)
    {
        if (message.Topic != _topics.Event)
        {
            Interlocked.Increment(ref _strips);
            return;
        }

        EventMessage told =
            JsonSerializer.Deserialize(message.Payload.Span, MessageJson.Default.EventMessage)!;
        double transportMs = told.Sent is { } sent
            ? (TimeProvider.System.GetUtcNow() - sent).TotalMilliseconds : 0;
        _events.Enqueue(new ReceivedEvent(told, told.GenerationDelayMs + transportMs));
    }
}
