using System.Net.Sockets;
using System.Text;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>The daemon as systemd runs it: notified, killed, started again.</summary>
public sealed class SupervisionTests
{
    private static string Edgeecg => Path.Combine(TestData.RepositoryRoot, "edgeecg");

    [Fact]
    public async Task Systemd_hears_ready_watchdog_reload_and_stopping_and_a_clean_end_is_known_later()
    {
        using TemporaryFolder folder = new();
        using MosquittoBroker broker = MosquittoBroker.Start();
        using BrokerClient listener = new(broker.Port, "edgeecg/bench/status");
        using Socket systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(folder.File("notify")));
        Configure(folder, broker.Port);

        Task<Command> daemon = Command.Run(
            "echo $$ > pid; export NOTIFY_SOCKET=$PWD/notify WATCHDOG_USEC=1000000; "
            + $"exec {Edgeecg} run --config e.yaml",
            folder.Path);
        string ready = await Receive(systemd, "READY=1");
        await Receive(systemd, "WATCHDOG=1");
        await Receive(systemd, "WATCHDOG=1");
        await Command.Run("kill -HUP $(cat pid)", folder.Path);
        await Receive(systemd, "RELOADING=1");
        await Receive(systemd, "READY=1");
        await Command.Run("kill -TERM $(cat pid)", folder.Path);
        await Receive(systemd, "STOPPING=1");
        Command ended = await daemon;

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains("STATUS=", ready, StringComparison.Ordinal);
        Assert.Contains("\"phase\":\"ended\"", File.ReadAllText(folder.File("storage/state/starts.json")),
            StringComparison.Ordinal);
        listener.WaitFor(m => m.Payload.Contains("\"last_end\":\"first\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_crash_loop_ends_in_safe_mode_which_says_so_and_goes_on_reading()
    {
        using TemporaryFolder folder = new();
        using MosquittoBroker broker = MosquittoBroker.Start();
        using BrokerClient listener = new(broker.Port, "edgeecg/bench/#");
        Configure(folder, broker.Port);
        Directory.CreateDirectory(folder.File("storage/state"));
        File.WriteAllText(
            folder.File("storage/state/starts.json"),
            """{"kernel_boot_id":"another","quick_failures":4,"phase":"starting"}""");

        Task<Command> daemon = Command.Run(
            $"echo $$ > pid; exec {Edgeecg} run --config e.yaml", folder.Path);
        listener.WaitFor(m => m.Payload.Contains("\"mode\":\"safe\"", StringComparison.Ordinal)
            && m.Payload.Contains("\"last_end\":\"power\"", StringComparison.Ordinal));
        (string _, string alarm) = listener.WaitFor(m => m.Topic == "edgeecg/bench/alarm/safe_mode");
        (string _, string info) = listener.WaitFor(m => m.Topic == "edgeecg/bench/info");
        listener.WaitFor(m => m.Topic == "edgeecg/bench/state"
            && !m.Payload.Contains("\"sample_index\":0,", StringComparison.Ordinal));
        await Command.Run("kill -TERM $(cat pid)", folder.Path);
        Command ended = await daemon;

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains("\"priority\":\"hi\"", alarm, StringComparison.Ordinal);
        Assert.Contains("\"model\":null", info, StringComparison.Ordinal);
        Assert.Contains("safe mode", ended.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "safe mode", File.ReadAllText(folder.File("storage/state/errors.json")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_that_nobody_has_seen_outlives_kill_9()
    {
        using TemporaryFolder folder = new();
        using MosquittoBroker broker = MosquittoBroker.Start();
        using BrokerClient listener = new(broker.Port, "edgeecg/bench/#");
        Configure(folder, broker.Port, speed: 200);
        string run = $"echo $$ > pid; exec {Edgeecg} run --config e.yaml";

        Task<Command> first = Command.Run(run, folder.Path);
        listener.WaitFor(m => m.Topic.Contains("/alarm/", StringComparison.Ordinal)
            && m.Payload.Contains("\"latching\":true", StringComparison.Ordinal));
        await Command.Run("kill -9 $(cat pid)", folder.Path);
        await first;
        string kept = File.ReadAllText(folder.File("storage/state/alarms.json"));
        int before = listener.Received.Count;
        Task<Command> second = Command.Run(run, folder.Path);
        listener.WaitFor(m => m.Payload.Contains("\"last_end\":\"crash\"", StringComparison.Ordinal));
        listener.WaitFor(m => listener.Received.Skip(before).Contains(m)
            && m.Payload.Contains("\"presence\":\"latched\"", StringComparison.Ordinal));
        await Command.Run("kill -TERM $(cat pid)", folder.Path);
        Command ended = await second;

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains("\"latching\":true", kept, StringComparison.Ordinal);
    }

    private static void Configure(TemporaryFolder folder, int port, int speed = 10) => File.WriteAllText(
        folder.File("e.yaml"),
        $"""
        version: 1
        device:
          id: bench
        source:
          kind: simulated
          simulated:
            speed: {speed}
        storage:
          folder: storage
        publish:
          state_interval_s: 1
        mqtt:
          host: 127.0.0.1
          port: {port}
        """);

    private static async Task<string> Receive(Socket systemd, string state)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        byte[] datagram = new byte[4096];
        while (true)
        {
            int length = await systemd.ReceiveAsync(datagram, patience.Token);
            string said = Encoding.UTF8.GetString(datagram, 0, length);
            if (said.StartsWith(state, StringComparison.Ordinal))
            {
                return said;
            }
        }
    }
}
