using System.Text.Json.Nodes;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Records.Recording;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Scoring.Models;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>Models as a technician and a fleet handle them, against the daemon itself.</summary>
public sealed class ModelVerbTests : IDisposable
{
    private readonly ToyPackages _toys = new();

    private static string Edgeecg => Path.Combine(TestData.RepositoryRoot, "edgeecg");

    public void Dispose() => _toys.Dispose();

    [Fact]
    public async Task A_technician_installs_lists_verifies_and_rolls_back()
    {
        string id = ModelPackage.Load(_toys.Write("good")).Manifest.ModelId;
        ToyPackages.SetSchema(_toys.Write("old", 0.1f), 0);

        Command refused = await Model("install old");
        Command verified = await Model($"verify {ToyPackages.Zip(_toys.File("good"))}");
        Command installed = await Model("install good.zip");
        JsonNode list = JsonNode.Parse((await Model("list --json")).Output)!;
        Command table = await Model("list");
        Command bad = await Model("verify old");
        Command back = await Model("rollback");
        Command noFurther = await Model("rollback");

        Assert.Equal([2, 0, 0, 0, 1, 0, 1], new[]
        {
            refused.ExitCode, verified.ExitCode, installed.ExitCode, table.ExitCode, bad.ExitCode,
            back.ExitCode, noFurther.ExitCode,
        });
        Assert.Contains("schema_version is 0", refused.Errors, StringComparison.Ordinal);
        Assert.Contains($"installed {id[..12]}", installed.Output, StringComparison.Ordinal);
        JsonNode[] models = [.. list["models"]!.AsArray().Select(m => m!)];
        Assert.Equal(
            [(id, "trial", false), (DefaultModel.Load().Manifest.ModelId, "previous", true)],
            models.Select(m => ((string)m["id"]!, (string)m["state"]!, (bool)m["built_in"]!)));
        Assert.Contains($"{id[..12]}  trial", table.Output, StringComparison.Ordinal);
        Assert.Contains("back to the model that comes with", back.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_sent_to_a_running_daemon_that_flags_every_beat_is_taken_back_and_reported()
    {
        using MosquittoBroker broker = MosquittoBroker.Start();
        using BrokerClient listener = new(broker.Port, "edgeecg/bench/#");
        Configure(broker.Port);
        string package = _toys.Write("nervous", threshold: 1e-9);
        string id = ModelPackage.Load(package).Manifest.ModelId;
        string own = DefaultModel.Load().Manifest.ModelId;

        Task<Command> daemon = Command.Run(
            $"echo $$ > pid; exec {Edgeecg} run --config e.yaml", _toys.File("."));
        string first = listener.WaitFor(m => IsInfo(m, own, onTrial: false)).Payload;
        listener.Publish("edgeecg/bench/cmd/model_install", $$"""{"path":"{{package}}","by":"fleet"}""");
        (string _, string reply) = listener.WaitFor(m => m.Topic == "edgeecg/bench/rsp/model_install");
        listener.WaitFor(m => IsInfo(m, id, onTrial: true));
        (string _, string alarm) = listener.WaitFor(
            m => m.Topic == "edgeecg/bench/alarm/model_rolled_back" && m.Payload.Length > 0);
        listener.WaitFor(m => IsInfo(m, own, onTrial: false) && BootId(m.Payload) != BootId(first));
        await Command.Run("kill -TERM $(cat pid)", _toys.File("."));
        Command ended = await daemon;

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains("\"changed\":true", reply, StringComparison.Ordinal);
        Assert.Contains(id[..12], alarm, StringComparison.Ordinal);
        Assert.Contains("of 100 beats abnormal, more than 50 %", alarm, StringComparison.Ordinal);
        Assert.Contains($"model {id} is taken back", ended.Errors, StringComparison.Ordinal);
        JsonNode list = JsonNode.Parse((await Model("list --json")).Output)!;
        Assert.Equal(id, (string)list["rolled_back"]!["id"]!);
    }

    [Fact]
    public async Task A_model_is_not_installed_while_a_recording_is_locked_unless_that_is_said()
    {
        using RecordingBench recording = new();
        recording.Record(seconds: 28);
        recording.Writer.Take(
            new RecordedEvent(27 * RecordingBench.Hz, "bench.boot1.1", "abnormal_run", true));
        Directory.CreateSymbolicLink(_toys.File("recordings"), recording.Recordings);
        string package = _toys.Write("good");

        Command refused = await Model($"install {package}");
        JsonNode before = JsonNode.Parse((await Model("list --json")).Output)!;
        Command forced = await Model($"install {package} --even-if-locked");

        Assert.Equal((1, 0), (refused.ExitCode, forced.ExitCode));
        Assert.Contains("is locked: an alarm is on", refused.Errors, StringComparison.Ordinal);
        Assert.Single(before["models"]!.AsArray());
        Assert.Contains("installed", forced.Output, StringComparison.Ordinal);
    }

    private static bool IsInfo((string Topic, string Payload) message, string model, bool onTrial) =>
        message.Topic == "edgeecg/bench/info" && JsonNode.Parse(message.Payload)!["model"] is { } found
        && (string)found["id"]! == model && (bool)found["on_trial"]! == onTrial;

    private static string BootId(string info) => (string)JsonNode.Parse(info)!["boot_id"]!;

    private Task<Command> Model(string arguments) =>
        Command.Run($"{Edgeecg} model {arguments} --storage . --trusted-keys keys", _toys.File("."));

    private void Configure(int port) => File.WriteAllText(_toys.File("e.yaml"),
        $"version: 2\ndevice:\n  id: bench\nsource:\n  kind: simulated\n  simulated:\n    speed: 40\n"
        + $"mqtt:\n  host: 127.0.0.1\n  port: {port}\nrecording:\n  enabled: false\nstorage:\n  folder: .\n"
        + "model:\n  trusted_keys_folder: keys\n");
}
