using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary><c>edgeecg run</c> as a process of its own, a real broker, and somebody who listens.</summary>
public sealed class DaemonTests
{
    [Fact]
    public async Task The_daemon_announces_itself_tells_events_and_says_goodbye_when_terminated()
    {
        using TemporaryFolder folder = new();
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using BrokerClient listener = new(broker.Port, "edgeecg/#", "homeassistant/#");
        File.WriteAllText(folder.File("edgeecg.yaml"), $"""
            version: 1
            device:
              id: bench
            source:
              kind: simulated
              simulated:
                speed: 200
            storage:
              folder: storage
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
}
