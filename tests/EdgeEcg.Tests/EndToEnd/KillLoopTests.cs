using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Tests.Delivery;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>
/// The daemon under load, killed at random moments, with a broker that is there half of the time:
/// <c>./test kill-loop COUNT</c>.
/// </summary>
public sealed class KillLoopTests(ITestOutputHelper output) : IDisposable
{
    private const int DefaultKills = 50;
    private const int FewKills = 5;
    private const int DefaultSeed = 20_260_707;
    private const int MostRunMs = 3000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();
    private readonly TcpRelay _relay = new();
    private readonly HashSet<EventId> _journaled = [];
    private readonly ConcurrentDictionary<EventId, int> _received = new();
    private readonly List<double> _readsMs = [];
    private readonly List<double> _startsMs = [];

    public void Dispose()
    {
        _relay.Dispose();
        _folder.Dispose();
    }

    [Fact(Explicit = true)]
    public Task No_alarm_that_was_journaled_is_lost_however_often_the_daemon_is_killed() =>
        Kill(Number("EDGEECG_KILLS", DefaultKills));

    [Fact]
    public Task No_alarm_that_was_journaled_is_lost_in_a_few_kills() => Kill(FewKills);

    private async Task Kill(int kills)
    {
        int seed = Number("EDGEECG_SEED", DefaultSeed);
        output.WriteLine($"{kills} kills, seed {seed}");
        Random random = new(seed);
        using MosquittoBroker broker = MosquittoBroker.Start("max_queued_messages 0");
        using MessageListener listener = new(broker.Port, Take);
        string configuration = WriteConfiguration();

        for (int kill = 0; kill < kills; kill++)
        {
            RunAndKill(configuration, broker.Port, random);
        }

        ForgetQuickFailures();
        _relay.Open(broker.Port);
        using DaemonProcess last = DaemonProcess.Start(configuration);
        WaitUntilAllJournaledArrived();
        last.WaitUntilItRuns();
        Assert.True(last.Stop() == 0, last.Errors);
        await ReadRecordings();
        Summarise(kills);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(
            Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number)
                ? number : otherwise;

    private void RunAndKill(string configuration, int brokerPort, Random random)
    {
        if (random.Next(2) == 0)
        {
            _relay.Open(brokerPort);
        }
        else
        {
            _relay.Cut();
        }

        // A daemon that is killed again and again goes into safe mode, and then there is no load.
        ForgetQuickFailures();
        using DaemonProcess daemon = DaemonProcess.Start(configuration);
        daemon.WaitUntilItRuns();
        _readsMs.Add(daemon.ReadsWithin.TotalMilliseconds);
        _startsMs.Add(daemon.StartedWithin.TotalMilliseconds);
        using ManualResetEventSlim never = new();
        never.Wait(TimeSpan.FromMilliseconds(random.Next(MostRunMs)));
        daemon.Kill();
        ReadJournal();
    }

    private void ForgetQuickFailures()
    {
        string starts = _folder.File("storage/state/starts.json");
        if (File.Exists(starts))
        {
            File.Delete(starts);
        }
    }

    // A copy, because opening a journal changes it.
    private void ReadJournal()
    {
        string from = _folder.File("storage/journal");
        if (!File.Exists(Path.Combine(from, JournalStore.FileName)))
        {
            return;
        }

        string copy = _folder.File("copy");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        JournalOpening opening = JournalOpening.Open(copy, JournalReaders.Mqtt);
        using (opening.Store)
        {
            Assert.Empty(opening.Damaged);
            Assert.Empty(opening.SetAside);
            opening.Store.ForEach(row => Note(row.Entry!));
        }

        Directory.Delete(copy, recursive: true);
    }

    private void Note(JournalEntry entry)
    {
        if (entry.Lane is JournalLane.Alarm && entry.Message.Topic == "edgeecg/bench/event")
        {
            _journaled.Add(IdOf(entry.Message.Payload.Span)!.Value);
        }
    }

    private void Take(string payload)
    {
        if (payload.Contains("\"generation_delay_ms\"", StringComparison.Ordinal)
            && IdOf(System.Text.Encoding.UTF8.GetBytes(payload)) is { } id)
        {
            _received.AddOrUpdate(id, 1, (_, times) => times + 1);
        }
    }

    private static EventId? IdOf(ReadOnlySpan<byte> payload) =>
        JsonSerializer.Deserialize(payload, MessageJson.Default.EventMessage)?.Id;

    private void WaitUntilAllJournaledArrived()
    {
        long since = TimeProvider.System.GetTimestamp();
        using ManualResetEventSlim never = new();
        while (_journaled.Any(id => !_received.ContainsKey(id)))
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(since) < Patience,
                $"{_journaled.Count(id => !_received.ContainsKey(id))} journaled alarms did not arrive");
            never.Wait(TimeSpan.FromMilliseconds(100));
        }
    }

    private async Task ReadRecordings()
    {
        string edgeecg = Path.Combine(TestData.RepositoryRoot, "edgeecg");
        Command list =
            await Command.Run($"{edgeecg} export --config edgeecg.yaml --list --json", _folder.Path);
        Assert.True(list.ExitCode == 0, list.Errors);
        output.WriteLine(
            $"{JsonDocument.Parse(list.Output).RootElement.GetArrayLength()} recordings can be read");
    }

    private void Summarise(int kills)
    {
        output.WriteLine(
            $"{_journaled.Count} alarms were in the journal at a kill, all received; "
            + $"{_received.Count} events received, {_received.Values.Count(n => n > 1)} more than once");
        output.WriteLine($"{kills} restarts: from the start of the process");
        output.WriteLine($"  to the first sample: {Spread(_readsMs)}");
        output.WriteLine($"  to everything running: {Spread(_startsMs)}");
    }

    private static string Spread(List<double> ms)
    {
        double[] sorted = [.. ms.Order()];
        double p99 = sorted[(int)(0.99 * (sorted.Length - 1))];
        return $"median {sorted[sorted.Length / 2]:0} ms, p99 {p99:0} ms, longest {sorted[^1]:0} ms";
    }

    private string WriteConfiguration()
    {
        string file = _folder.File("edgeecg.yaml");
        File.WriteAllText(file, $"""
            version: 1
            device:
              id: bench
            source:
              kind: simulated
              simulated:
                speed: 100
            storage:
              folder: storage
            alarms:
              pause_ms: 1000
            mqtt:
              host: 127.0.0.1
              port: {_relay.Port}
            """);
        return file;
    }
}
