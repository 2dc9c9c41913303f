using System.Collections.Concurrent;
using System.Text;
using EdgeEcg.Mqtt;
using EdgeEcg.Mqtt.Mosquitto;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary><c>edgeecg run</c> as a process of its own, a real broker, and somebody who listens.</summary>
public sealed class DaemonTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task The_daemon_announces_itself_tells_events_and_says_goodbye_when_terminated()
    {
        using TemporaryFolder folder = new();
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using Listener listener = new(broker.Port);
        File.WriteAllText(folder.File("edgeecg.yaml"), $"""
            version: 1
            device:
              id: bench
            source:
              kind: simulated
              simulated:
                speed: 200
            mqtt:
              host: 127.0.0.1
              port: {broker.Port}
            """);
        string edgeecg = Path.Combine(TestData.RepositoryRoot, "edgeecg");

        Task<Command> daemon =
            Command.Run($"echo $$ > pid; exec {edgeecg} run --config edgeecg.yaml", folder.Path);
        listener.WaitFor(m => m.Topic == "edgeecg/bench/event"
            && m.Payload.Contains("abnormal_beat", StringComparison.Ordinal));
        await Command.Run("kill -TERM $(cat pid)", folder.Path);
        Command ended = await daemon;

        Assert.True(ended.ExitCode == 0, ended.Errors);
        listener.WaitFor(m =>
            m.Topic == "edgeecg/bench/status" && m.Payload.Contains("\"stopped\"", StringComparison.Ordinal));
        listener.WaitFor(m => m.Topic == "edgeecg/bench/info");
        listener.WaitFor(m => m.Topic == "edgeecg/bench/state");
        listener.WaitFor(m => m.Topic.StartsWith("edgeecg/bench/strip/", StringComparison.Ordinal));
        listener.WaitFor(m => m.Topic == "homeassistant/device/bench/config");
    }

    private sealed class Listener : IDisposable
    {
        private readonly MqttSession _session;
        private readonly ConcurrentBag<(string Topic, string Payload)> _received = [];

        public Listener(int port)
        {
            MqttOptions options =
                new() { Host = "127.0.0.1", Port = port, ClientId = "listener", MaxReceived = 100_000 };
            _session = new MqttSession(
                new MosquittoLink(options, TimeProvider.System),
                    new MqttSessionOptions { MaxReceived = 100_000 }, null,
                TimeProvider.System, new Random(1));
            _session.Subscribe("edgeecg/#");
            _session.Subscribe("homeassistant/#");
        }

        public void WaitFor(Func<(string Topic, string Payload), bool> wanted)
        {
            long since = TimeProvider.System.GetTimestamp();
            while (!_received.Any(wanted))
            {
                Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience,
                    "the message did not come in time");
                _session.Poll(TimeSpan.FromMilliseconds(50));
                while (_session.TryDequeue(out MqttLinkEvent happened))
                {
                    if (happened.Message is { } message)
                    {
                        _received.Add((message.Topic, Encoding.UTF8.GetString(message.Payload.Span)));
                    }
                }
            }
        }

        public void Dispose() => _session.Dispose();
    }
}
