using System.CommandLine;
using System.Runtime.InteropServices;
using EdgeEcg.Device.Page;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.State;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device;

/// <summary><c>edgeecg run</c>: the daemon.</summary>
internal sealed class RunCommand
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(3);

    private readonly Option<string> _config = new("--config")
    {
        Description = "The configuration file; docs/edgeecg.example.yaml shows every key.",
        DefaultValueFactory = _ => "/etc/edgeecg/edgeecg.yaml",
    };

    private RunCommand()
    {
    }

    public static Command Create()
    {
        RunCommand run = new();
        Command command = new("run", "Run the monitor until it is stopped.") { run._config };
        command.SetAction((arguments, cancellation) => Task.FromResult(run.Run(arguments, cancellation)));
        return command;
    }

    /// <summary>
    /// Runs a monitor until its signal ends or it is stopped; says what it did on standard error.
    /// </summary>
    public static int Run(MonitorConfiguration configuration, CancellationToken cancellation)
    {
        ModelPackage package = configuration.Model.Folder is { } folder ? ModelPackage.Load(folder)
            : DefaultModel.Load();
        string bootId = MonitorLink.NewBootId();
        StateFolder state = new(configuration.Storage.Folder);
        using ChipSource source = ChipSources.Open(configuration.Source, TimeProvider.System);
        using Publisher publisher =
            MonitorLink.Create(configuration.Mqtt, configuration.Device.Id, bootId, source.IsSimulated);
        using HeartMonitor monitor =
            new(configuration, source, package, publisher, DeviceBoards.Open(configuration.Board), bootId,
                TimeProvider.System, state);
        PageFeed? feed = configuration.Page.Enabled
            ? new PageFeed(configuration, code => monitor.TryAcknowledge(code, "the device's page"))
            : null;
        (publisher.Watcher, monitor.Watcher) = (feed, feed);
        using PageServer? page = feed is null ? null : PageServer.Start(configuration.Page, feed);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using PosixSignalRegistration onTerminate =
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stop.Cancel();
        });
        publisher.Start();
        monitor.Start();
        Console.Error.WriteLine(
            $"edgeecg: {configuration.Device.Id} runs (model {package.Manifest.ModelId[..12]}, "
            + $"broker {configuration.Mqtt.Host}:{configuration.Mqtt.Port}); not for diagnosis");
        if (page is not null)
        {
            Console.Error.WriteLine($"edgeecg: page at {page.Address}");
        }

        string? lastFailure = null;
        while (!stop.IsCancellationRequested && !monitor.WaitForEnd(LookEvery))
        {
            if (publisher.LastFailure != lastFailure)
            {
                lastFailure = publisher.LastFailure;
                Console.Error.WriteLine($"edgeecg: {lastFailure ?? "connected to the broker"}");
            }
        }

        publisher.Flush(FlushLimit);
        Console.Error.WriteLine(
            $"edgeecg: stopped after {monitor.Monitor.Beats} beats, {monitor.Events} events, "
            + $"{publisher.Waiting} messages not delivered");
        return ExitCode.Done;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation) =>
        Run(ConfigurationFile.Load(arguments.GetValue(_config)!), cancellation);
}
