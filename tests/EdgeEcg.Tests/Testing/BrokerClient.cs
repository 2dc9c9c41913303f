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

    /// <summary>The first message heard so far, or from now on, that is wanted.</summary>
    public (string Topic, string Payload) WaitFor(Func<(string Topic, string Payload), bool> wanted)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (!_received.Any(wanted))
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < Patience, "the message did not come in time");
            Listen();
        }

        return _received.First(wanted);
    }

    /// <summary>Publishes, retained, and waits until the broker has acknowledged it.</summary>
    public void PublishRetained(string topic, string payload)
    {
        MqttMessage message = new(topic, Encoding.UTF8.GetBytes(payload), Retain: true);
        Assert.Equal(PublishOutcome.Accepted, _session.TryPublish(message, out _));
        long before = _session.Counters.Delivered;
        while (_session.Counters.Delivered == before)
        {
            Listen();
        }
    }

    public void Dispose() => _session.Dispose();

    private void Listen()
    {
        _session.Poll(Wait);
        while (_session.TryDequeue(out MqttLinkEvent happened))
        {
            if (happened.Message is { } message)
            {
                _received.Add((message.Topic, Encoding.UTF8.GetString(message.Payload.Span)));
            }
        }
    }
}
