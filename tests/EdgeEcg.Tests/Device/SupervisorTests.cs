using System.Net.Sockets;
using System.Text;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Device;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Monitor.Supervision;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeEcg.Tests.Device;

/// <summary>The watchdog of a daemon whose parts stand still, in virtual time.</summary>
public sealed class SupervisorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly List<string> _heard = [];

    public SupervisorTests()
    {
        _systemd.Bind(new UnixDomainSocketEndPoint(_folder.File("notify")));
        _systemd.ReceiveTimeout = (int)Patience.TotalMilliseconds;
    }

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_journal_that_hangs_stops_the_watchdog_and_nothing_else_and_when_it_goes_on_so_does_it()
    {
        using ChipSource source = Source();
        using Publisher publisher = MonitorLink.Create(
            Configuration.Mqtt, "bench", "b00t", test: true, journalFolder: _folder.File("journal"));
        using HangingFile log = HangingFile.Create(_folder.File("journal/journal.db-wal"));
        using HeartMonitor monitor = Start(source, publisher);
        using CancellationTokenSource stop = new();
        stop.CancelAfter(Patience);
        Thread watching = Watch(monitor, publisher, stop.Token);

        WaitFor("WATCHDOG=1", step: TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromMinutes(4));
        string status = WaitFor("STATUS=keeping the journal", step: TimeSpan.FromSeconds(10));
        int since = _heard.Count;
        WaitFor("STATUS=", step: TimeSpan.FromSeconds(10));
        string[] meanwhile = [.. _heard.Skip(since)];
        long samples = monitor.SamplesRead;
        bool analysed = SpinWait.SpinUntil(() => monitor.Monitor.Last.SampleIndex > samples, Patience);
        log.GoOn();
        WaitFor("WATCHDOG=1", step: TimeSpan.FromSeconds(1));
        stop.Cancel();
        watching.Join();

        Assert.Contains("has stood still", status, StringComparison.Ordinal);
        Assert.DoesNotContain("WATCHDOG=1", meanwhile);
        Assert.True(analysed, "samples were not analysed while the journal hung");
    }

    private MonitorConfiguration Configuration => ConfigurationFile.Parse(
        "the test's configuration",
        "version: 2\ndevice:\n  id: bench\nsource:\n  kind: simulated\nmqtt:\n  host: 127.0.0.1\n  port: 1\n"
        + $"publish:\n  state_interval_s: 1\n  health_interval_s: 5\nstorage:\n  folder: {_folder.Path}\n");

    private static ChipSource Source() => ChipSource.Simulate(
        new SyntheticSource(
            new SyntheticEcg(new SampleRate(500), new SyntheticEcgSettings(), SyntheticScript.Demo),
            long.MaxValue),
        10, TimeProvider.System);

    private HeartMonitor Start(ChipSource source, Publisher publisher)
    {
        HeartMonitor monitor = new(
            Configuration, new SampleIntake(source, Configuration.Source), DefaultModel.Load(), publisher,
            DeviceBoard.OfKernel(Configuration.Board), "b00t", TimeProvider.System);
        publisher.Start();
        monitor.Start();
        return monitor;
    }

    private Thread Watch(HeartMonitor monitor, Publisher publisher, CancellationToken stop)
    {
        StateFolder state = new(_folder.Path);
        Thread thread = new(() =>
        {
            using SystemdNotifier systemd = new(_folder.File("notify"), "1000000", null);
            Supervisor supervisor = new(
                monitor, publisher, null, systemd, new RunStart(RunMode.Normal, LastEnd.First),
                NullLogger.Instance, _time);
            StartLedger ledger = new(state, "kernel");
            ledger.Begin();
            supervisor.Watch(ledger, new LastErrors(state, "b00t", _time), () => false, stop);
        });
        thread.Start();
        return thread;
    }

    // Time moves on by a step before each datagram that is waited for; what it says is kept.
    private string WaitFor(string state, TimeSpan step)
    {
        byte[] datagram = new byte[4096];
        while (true)
        {
            _time.Advance(step);
            string said = Encoding.UTF8.GetString(datagram, 0, _systemd.Receive(datagram));
            _heard.Add(said);
            if (said.StartsWith(state, StringComparison.Ordinal))
            {
                return said;
            }
        }
    }
}
