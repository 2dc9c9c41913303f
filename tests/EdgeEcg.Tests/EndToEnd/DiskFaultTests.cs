using System.Globalization;
using System.Text.Json;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>
/// The daemon on a disk that is full, broken or read-only and later is not: it goes on finding beats, loses
/// no sample, tells of the fault and that it is over.
/// </summary>
public sealed class DiskFaultTests(ITestOutputHelper output)
{
    [Theory(Explicit = true)]
    [InlineData(28, "full")]
    [InlineData(5, "EIO")]
    [InlineData(30, "read-only")]
    public async Task The_heart_is_watched_on_and_the_fault_is_told_and_taken_back(int error, string name)
    {
        using TemporaryFolder folder = new();
        string library = folder.File("faulty_disk.so");
        string source = Path.Combine(TestData.RepositoryRoot, "tests", "native", "faulty_disk.c");
        Command compiler =
            await Command.Run($"gcc -shared -fPIC -O1 -o {library} {source} -ldl", folder.Path);
        Assert.True(compiler.ExitCode == 0, compiler.Errors);
        using MosquittoBroker broker = MosquittoBroker.Start();
        using BrokerClient listener = new(broker.Port, "edgeecg/#");
        using DaemonProcess daemon = DaemonProcess.Start(
            WriteConfiguration(folder, broker.Port),
            ("LD_PRELOAD", library),
            ("EDGEECG_FAULTY_FOLDER", folder.File("storage")),
            ("EDGEECG_FAULTY_ERROR", folder.File("error")));
        daemon.WaitUntilItRuns();
        listener.WaitFor(m => m.Topic == "edgeecg/bench/health");

        File.WriteAllText(folder.File("error"), error.ToString(CultureInfo.InvariantCulture));
        (_, string alarm) = listener.WaitFor(m => IsAlarm(m, "\"on\""));
        long atFault = Alarm(alarm).OnsetSampleIndex;
        HealthMessage during = WaitForHealth(listener, h => h.Samples > atFault + 4000);
        File.Delete(folder.File("error"));
        listener.WaitFor(m => IsAlarm(m, "\"off\""));

        HealthMessage after = WaitForHealth(listener, h => h.Samples > during.Samples);
        Assert.Equal(0, after.SamplesLost);
        Assert.True(after.Beats > 0);
        Assert.Equal(0, daemon.Stop());
        output.WriteLine(
            $"| disk {name} | {after.Samples} samples, none lost | {Alarm(alarm).Text} | taken back |");
    }

    private static bool IsAlarm((string Topic, string Payload) message, string presence) =>
        message.Topic == "edgeecg/bench/alarm/storage_fault"
            && message.Payload.Contains("\"presence\":" + presence, StringComparison.Ordinal);

    private static AlarmMessage Alarm(string payload) =>
        JsonSerializer.Deserialize(payload, MessageJson.Default.AlarmMessage)!;

    private static HealthMessage WaitForHealth(BrokerClient listener, Predicate<HealthMessage> wanted)
    {
        (_, string payload) = listener.WaitFor(
            m => m.Topic == "edgeecg/bench/health" && wanted(Health(m.Payload)));
        return Health(payload);
    }

    private static HealthMessage Health(string payload) =>
        JsonSerializer.Deserialize(payload, MessageJson.Default.HealthMessage)!;

    private static string WriteConfiguration(TemporaryFolder folder, int port)
    {
        string file = folder.File("edgeecg.yaml");
        File.WriteAllText(file, $"""
            version: 1
            device:
              id: bench
            source:
              kind: simulated
              simulated:
                speed: 20
            storage:
              folder: storage
            publish:
              health_interval_s: 5
              state_interval_s: 1
            journal:
              commit_s: 1
            mqtt:
              host: 127.0.0.1
              port: {port}
            """);
        return file;
    }
}
