using System.Diagnostics;
using System.Runtime.InteropServices;
using EdgeEcg.Ads1292;
using EdgeEcg.Device.Logging;
using EdgeEcg.Device.Page;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Commands;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.Models;
using EdgeEcg.Monitor.Sparkplug;
using EdgeEcg.Monitor.State;
using EdgeEcg.Monitor.Supervision;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device;

/// <summary>
/// The daemon put together by hand: what outlives it first, then the parts from the chip to the broker, then
/// the supervisor. A bug on any thread ends the process, whose last words are kept; systemd starts it again,
/// and what must not be lost is on the disk.
/// </summary>
internal sealed class Daemon
{
    private static readonly TimeSpan FlushLimit = TimeSpan.FromSeconds(3);

    private readonly MonitorConfiguration _configuration;
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly StateFolder _state;
    private readonly StartLedger _ledger;
    private readonly LastErrors _errors;
    private readonly LogLevelSwitch _level = new();
    private readonly LogRateLimit _limit;
    private readonly DaemonLogger _log;
    private readonly ModelInUse _models;
    private string _bootId = MonitorLink.NewBootId();

    public Daemon(MonitorConfiguration configuration)
    {
        _configuration = configuration;
        _state = new StateFolder(configuration.Storage.Folder);
        _ledger = new StartLedger(_state, StartLedger.ReadKernelBootId());
        _errors = new LastErrors(_state, _bootId, _time);
        _limit = new LogRateLimit(_time);
        _log = new DaemonLogger(
            _level, _limit, _errors, Console.Error, DaemonLogger.JournalReadsOutput);
        _models = new ModelInUse(configuration, _log, _time);
    }

    /// <summary>Runs until the signal ends or somebody stops it.</summary>
    /// <returns>The exit code.</returns>
    public int Run(CancellationToken cancellation)
    {
        RunStart run = Begin();
        AppDomain.CurrentDomain.UnhandledException += KeepCrash;
        try
        {
            int? code;
            while ((code = Run(run, cancellation)) is null)
            {
                // Samples and events are counted from zero again, under another name.
                _bootId = MonitorLink.NewBootId();
            }

            return code.Value;
        }
        catch (Exception told) when (told is EnvironmentException or Ads1292Exception or IOException
            or UnauthorizedAccessException or BadModelException or ConfigurationException)
        {
            // It could not start and says why: no bug, and nothing that safe mode would help against.
            _errors.Add(0, told.Message);
            _ledger.MarkEnded();
            throw;
        }
        finally
        {
            AppDomain.CurrentDomain.UnhandledException -= KeepCrash;
            _errors.Save();
        }
    }

    private RunStart Begin()
    {
        RunStart run = _ledger.Begin();
        if (run.LastEnd is LastEnd.Crash or LastEnd.Power)
        {
            DaemonLog.LastEnded(_log, run.LastEnd);
        }

        if (run.Mode is RunMode.Safe)
        {
            DaemonLog.SafeMode(_log, _ledger.QuickFailures);
        }

        return run;
    }

    // Everything from the chip to the broker, until it ends or goes on with another model.
    private int? Run(RunStart run, CancellationToken cancellation)
    {
        bool whole = run.Mode is RunMode.Normal;
        using SystemdNotifier systemd = SystemdNotifier.FromEnvironment();
        MqttLinks.Require(_configuration.Mqtt.Library);
        DeviceBoard board = DeviceBoards.Open(_configuration.Board);
        using ChipSource source = ChipSources.Open(_configuration.Source, _time);
        using SampleIntake intake = ReadChip(source);
        ModelPackage? package = whole ? _models.Load() : null;
        using Publisher publisher = MonitorLink.Create(
            _configuration.Mqtt, _configuration.Device.Id, _bootId, source.IsSimulated, run,
            Path.Combine(_configuration.Storage.Folder, "journal"), _configuration.Journal,
            _configuration.Sparkplug.Enabled);
        using HeartMonitor monitor =
            new(_configuration, intake, package, publisher, board, _bootId, _time, _state) { Log = _log };
        using RemoteControl remote = new(
            _configuration, monitor, publisher, _level, new IdentifyLight(board.Light, _time),
            whole ? _models : null, _time);
        monitor.Trial = _models.Trial;
        PageFeed? feed = whole && _configuration.Page.Enabled
            ? new PageFeed(_configuration, code => monitor.TryAcknowledge(code, "the device's page"))
            : null;
        using SparkplugNode? sparkplug =
            whole ? MonitorLink.CreateSparkplug(_configuration, publisher.Journal, _state) : null;
        (publisher.Watcher, monitor.Watcher) = (feed, feed);
        using PageServer? page = feed is null ? null : ServePage(feed, package!, monitor);
        Connect(monitor, remote, feed, whole);
        monitor.Parts.SparkplugDelivered = () => sparkplug?.Delivered ?? 0;
        monitor.Parts.SparkplugRepeated = () => sparkplug?.Repeated ?? 0;
        publisher.Start();
        sparkplug?.Start();
        monitor.Start();
        remote.Start();
        TellStart(package, page);
        Supervisor supervisor = new(monitor, publisher, sparkplug, systemd, run, _log, _time);
        int? code = Watch(supervisor, cancellation);
        publisher.Flush(FlushLimit);
        DaemonLog.Stopped(_log, monitor.Monitor.Beats, monitor.Events, publisher.Waiting);
        return code;
    }

    // Before anything else: what is loaded meanwhile finds the samples waiting.
    private SampleIntake ReadChip(ChipSource source)
    {
        SampleIntake intake = new(source, _configuration.Source);
        intake.Start();
        if (!intake.IsReading)
        {
            // The alarm source_fault will say why.
            return intake;
        }

        using Process self = Process.GetCurrentProcess();
        TimeSpan since = _time.GetUtcNow() - self.StartTime.ToUniversalTime();
        DaemonLog.Reads(_log, (long)since.TotalMilliseconds);
        return intake;
    }

    private void Connect(HeartMonitor monitor, RemoteControl remote, PageFeed? feed, bool whole)
    {
        monitor.Parts.Commands = remote.Counters;
        monitor.Parts.LogLinesSuppressed = () => _limit.Suppressed;
        monitor.Parts.PageMessagesSkipped = () => feed?.MessagesSkipped ?? 0;
        monitor.Parts.LastError = () => _errors.Newest;
        monitor.Monitor.Technical.Add(EventCodes.ModelRolledBack, () => _models.RolledBack);
        monitor.Monitor.Technical.Add(EventCodes.StorageFault, () => _models.Fault);
        monitor.Monitor.Technical.Add(
            EventCodes.SafeMode, () => whole ? null : $"Its last error: {_errors.NewestKept ?? "none"}");
    }

    private PageServer ServePage(PageFeed feed, ModelPackage package, HeartMonitor monitor) =>
        PageServer.Start(
            _configuration.Page,
            feed,
            new PageDocuments(package, _configuration.Storage.Recordings, _time),
            new PageDoctor(new MonitorOnPage(_configuration, monitor, feed, _time).Checks, _time));

    private void TellStart(ModelPackage? package, PageServer? page)
    {
        MqttConfiguration mqtt = _configuration.Mqtt;
        DaemonLog.Runs(
            _log, _configuration.Device.Id, package?.Manifest.ModelId[..12] ?? "none", mqtt.Host, mqtt.Port);
        if (page is not null)
        {
            DaemonLog.PageAt(_log, page.Address);
        }
    }

    private int? Watch(Supervisor supervisor, CancellationToken cancellation)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using PosixSignalRegistration onTerminate =
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            });
        using PosixSignalRegistration onReload =
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
            {
                signal.Cancel = true;
                supervisor.Refresh();
            });
        return supervisor.Watch(_ledger, _errors, () => _models.IsChanged, stop.Token);
    }

    private void KeepCrash(object sender, UnhandledExceptionEventArgs crash)
    {
        DaemonLog.Crashed(_log, crash.ExceptionObject.ToString() ?? "an unknown crash");
        _errors.Save();
    }
}
