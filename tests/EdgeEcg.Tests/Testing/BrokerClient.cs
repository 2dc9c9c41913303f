using System.Text;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;

namespace EdgeEcg.Tests.Testing;

/// <summary>A second client of a broker: publishes what a test says and remembers what it hears.</summary>
internal sealed class BrokerClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(50);

    private readonly MqttSession _session;
    private readonly List<(string Topic, string Payload)> _received = [];
    private readonly List<MqttReceivedMessage> _messages = [];

    public BrokerClient(int port, params string[] topicFilters)
    {
        MqttOptions options = new()
        {
            Host = "127.0.0.1",
            Port = port,
            ClientId = $"test-{Guid.NewGuid():N}",
            MaxReceived = 100_000,
        };
        _session = new MqttSession(
            new MosquittoLink(options, TimeProvider.System),
            new MqttSessionOptions { MaxReceived = 100_000 }, null, TimeProvider.System, new Random(1));
        foreach (string filter in topicFilters)
        {
            _session.Subscribe(filter);
        }

        while (_session.State != MqttSessionState.Connected)
        {
            _session.Poll(Wait);
        }
    }

    /// <summary>Everything heard so far, in order.</summary>
    public IReadOnlyList<(string Topic, string Payload)> Received => _received;

    /// <summary>The first message heard so far, or from now on, that is wanted.</summary>
    public (string Topic, string Payload) WaitFor(Func<(string Topic, string Payload), bool> wanted)
    {
        ListenUntil(() => _received.Any(wanted));
        return _received.First(wanted);
    }

    /// <summary>The same with what only MQTT 5 carries.</summary>
    public MqttReceivedMessage WaitForMessage(Func<MqttReceivedMessage, bool> wanted)
    {
        ListenUntil(() => _messages.Any(wanted));
        return _messages.First(wanted);
    }

    /// <summary>That many-th message on a topic, with its bytes.</summary>
    public MqttReceivedMessage WaitForMessageNumber(string topic, int number)
    {
        ListenUntil(() => Count(topic) >= number);
        return _messages.Where(m => m.Topic == topic).ElementAt(number - 1);
    }

    public void PublishBytes(string topic, byte[] payload) => Deliver(new MqttMessage(topic, payload));

    /// <summary>Messages heard on a topic so far.</summary>
    public int Count(string topic) => _received.Count(m => m.Topic == topic);

    /// <summary>The payload of that many-th message on a topic.</summary>
    public string WaitForNumber(string topic, int number)
    {
        ListenUntil(() => Count(topic) >= number);
        return _received.Where(m => m.Topic == topic).ElementAt(number - 1).Payload;
    }

    /// <summary>Publishes and waits until the broker has acknowledged it.</summary>
    public void Publish(string topic, string payload) =>
        Deliver(new MqttMessage(topic, Encoding.UTF8.GetBytes(payload)));

    /// <summary>Publishes, retained, and waits until the broker has acknowledged it.</summary>
    public void PublishRetained(string topic, string payload) =>
        Deliver(new MqttMessage(topic, Encoding.UTF8.GetBytes(payload), Retain: true));

    public void Dispose() => _session.Dispose();

    /// <summary>Takes what has come, waiting a moment for more.</summary>
    public void Listen()
    {
        _session.Poll(Wait);
        while (_session.TryDequeue(out MqttLinkEvent happened))
        {
            if (happened.Message is { } message)
            {
                _messages.Add(message);
                _received.Add((message.Topic, Encoding.UTF8.GetString(message.Payload.Span)));
            }
        }
    }

    private void ListenUntil(Func<bool> done)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (!done())
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < Patience, "the message did not come in time");
            Listen();
        }
    }

    private void Deliver(MqttMessage message)
    {
        Assert.Equal(PublishOutcome.Accepted, _session.TryPublish(message, out _));
        long before = _session.Counters.Delivered;
        while (_session.Counters.Delivered == before)
        {
            Listen();
        }
    }
}
