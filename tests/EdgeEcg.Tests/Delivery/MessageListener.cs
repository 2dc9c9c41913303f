using System.Text;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;

namespace EdgeEcg.Tests.Delivery;

/// <summary>A subscriber on a thread of its own that passes on every payload it hears.</summary>
internal sealed class MessageListener : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly MqttSession _session;
    private readonly Action<string> _take;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private volatile int _quietSteps;

    /// <param name="take">On the listener's thread.</param>
    /// <param name="options">How to connect; none: without a name or password.</param>
    public MessageListener(int port, Action<string> take, MqttOptions? options = null)
    {
        _take = take;
        options ??= new MqttOptions
        {
            Host = "127.0.0.1", Port = port, ClientId = $"listener-{Guid.NewGuid():N}",
        };
        _session = new MqttSession(
            new MosquittoLink(options with { MaxReceived = 10_000 }, TimeProvider.System),
            new MqttSessionOptions { MaxReceived = 10_000 }, null, TimeProvider.System, new Random(1));
        _session.Subscribe("edgeecg/#");
        WaitForOwnEcho();
        _thread = new Thread(Listen);
        _thread.Start();
    }

    /// <summary>Nothing has come for a moment.</summary>
    public bool IsQuiet => _quietSteps > 6;

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _session.Dispose();
    }

    // What comes back proves that the broker knows of the subscription.
    private void WaitForOwnEcho()
    {
        const string probe = "edgeecg/probe";
        long since = TimeProvider.System.GetTimestamp();
        bool heard = false;
        bool sent = false;
        while (!heard)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(20), "no echo");
            _session.Poll(Step);
            sent = sent
                || _session.TryPublish(new MqttMessage(probe, default), out _) is PublishOutcome.Accepted;
            while (_session.TryDequeue(out MqttLinkEvent happened))
            {
                heard = heard || happened.Message?.Topic == probe;
            }
        }
    }

    private void Listen()
    {
        while (!_stopping)
        {
            _session.Poll(Step);
            _quietSteps++;
            while (_session.TryDequeue(out MqttLinkEvent happened))
            {
                if (happened.Message is { } message)
                {
                    _quietSteps = 0;
                    _take(Encoding.UTF8.GetString(message.Payload.Span));
                }
            }
        }
    }
}
