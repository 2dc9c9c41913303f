using System.Text.Json.Nodes;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary><c>edgeecg status</c> as a technician types it.</summary>
public sealed class StatusVerbTests
{
    private const string Online =
        """{"schema":1,"state":"online","reason":"started","mode":"normal","last_end":"crash"}""";

    private const string Alarm =
        """{"code":"pause","presence":"latched","priority":"me","onset":null,"text":"A pause."}""";

    private static string Edgeecg => Path.Combine(TestData.RepositoryRoot, "edgeecg");

    [Fact]
    public async Task Status_alarms_and_last_errors_are_printed_and_an_online_device_is_0()
    {
        using TemporaryFolder folder = new();
        using MosquittoBroker broker = MosquittoBroker.Start();
        using (BrokerClient device = new(broker.Port))
        {
            device.PublishRetained("edgeecg/bench/status", Online);
            device.PublishRetained("edgeecg/bench/alarm/pause", Alarm);
        }

        Directory.CreateDirectory(folder.File("storage/state"));
        File.WriteAllText(
            folder.File("storage/state/errors.json"),
            """
            [{"time":"2026-01-31T12:00:00+00:00","boot_id":"b","event_id":3,"message":"it broke","count":2}]
            """);
        Configure(folder, broker.Port);

        Command table = await Command.Run($"{Edgeecg} status --config e.yaml", folder.Path);
        Command json = await Command.Run($"{Edgeecg} status --config e.yaml --json", folder.Path);
        Command other = await Command.Run($"{Edgeecg} status --config e.yaml --device nobody", folder.Path);

        Assert.True(table.ExitCode == 0, table.Errors);
        Assert.Contains("online (started), the run before ended: crash", table.Output,
            StringComparison.Ordinal);
        Assert.Contains("pause latched (me)", table.Output, StringComparison.Ordinal);
        Assert.Contains("it broke (2 times)", table.Output, StringComparison.Ordinal);
        JsonNode all = JsonNode.Parse(json.Output)!;
        Assert.True((bool)all["online"]!);
        Assert.Equal("pause", (string?)all["alarms"]![0]!["code"]);
        Assert.Equal("it broke", (string?)all["last_errors"]![0]!["message"]);
        Assert.Equal(1, other.ExitCode);
    }

    [Fact]
    public async Task Without_a_broker_it_is_3_and_says_why()
    {
        using TemporaryFolder folder = new();
        Configure(folder, port: 9);

        Command status = await Command.Run($"{Edgeecg} status --config e.yaml --wait 1", folder.Path);

        Assert.Equal(3, status.ExitCode);
        Assert.Contains("127.0.0.1", status.Output, StringComparison.Ordinal);
    }

    private static void Configure(TemporaryFolder folder, int port) => File.WriteAllText(
        folder.File("e.yaml"),
        $"""
        version: 1
        device:
          id: bench
        storage:
          folder: storage
        mqtt:
          host: 127.0.0.1
          port: {port}
        """);
}
