using EdgeEcg.Device.Logging;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.Sparkplug;
using EdgeEcg.Monitor.Supervision;
using Microsoft.Extensions.Logging;

namespace EdgeEcg.Device;

/// <summary>
/// What the daemon's main thread does while the others work: it feeds systemd's watchdog as long as they get
/// on, says how it goes, keeps the last errors and the ledger of starts, and ends safe mode.
/// </summary>
internal sealed class Supervisor
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StatusEvery = TimeSpan.FromSeconds(10);

    /// <summary>It takes a millisecond; at the start and when scoring begins 7 MB come back.</summary>
    private static readonly TimeSpan GiveBackEvery = TimeSpan.FromSeconds(5);

    /// <summary>
    /// A chip that does not answer is told by alarm and tried again and again; after so long without a
    /// sample the devices are opened anew by a restart.
    /// </summary>
    private static readonly TimeSpan SamplesPatience = TimeSpan.FromMinutes(5);

    /// <summary>Bringing up a chip may take a dozen seconds.</summary>
    private static readonly TimeSpan AcquisitionPatience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AnalysisPatience = TimeSpan.FromSeconds(30);

    /// <summary>A card that collects its garbage may take a minute over one flush.</summary>
    private static readonly TimeSpan JournalPatience = TimeSpan.FromMinutes(3);

    /// <summary>Resolving a name and opening a socket may block up to the system's own limits.</summary>
    private static readonly TimeSpan ConnectionPatience = TimeSpan.FromMinutes(5);

    private readonly HeartMonitor _monitor;
    private readonly Publisher _publisher;
    private readonly SystemdNotifier _systemd;
    private readonly RunStart _run;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly ProgressWatch _progress;
    private readonly TimeSpan? _feedEvery;
    private readonly long _startedAt;
    private long _fedAt;
    private long _saidAt;
    private string? _lastFailure;
    private string? _stuck;
    private long _gaveBackAt;
    private bool _isStable;

    public Supervisor(
        HeartMonitor monitor, Publisher publisher, SparkplugNode? sparkplug, SystemdNotifier systemd,
        RunStart run, ILogger log, TimeProvider time)
    {
        (_monitor, _publisher, _systemd, _run) = (monitor, publisher, systemd, run);
        (_log, _time) = (log, time);
        _feedEvery = systemd.WatchdogLimit / 2;
        _startedAt = time.GetTimestamp();
        _gaveBackAt = _startedAt;
        _progress = new ProgressWatch(time);
        _progress.Add("reading the chip", () => monitor.AcquisitionTurns, AcquisitionPatience);
        _progress.Add("the flow of samples", () => monitor.SamplesRead, SamplesPatience);
        _progress.Add("the analysis", () => monitor.AnalysisTurns, AnalysisPatience);
        _progress.Add("keeping the journal", () => publisher.JournalTurns, JournalPatience);
        _progress.Add("the connection to the broker", () => publisher.DeliveryTurns, ConnectionPatience);
        if (sparkplug is not null)
        {
            _progress.Add("the Sparkplug node", () => sparkplug.Turns, ConnectionPatience);
        }
    }

    /// <summary>Watches until the signal ends, somebody stops it, or safe mode is over.</summary>
    /// <param name="ledger">Of the starts; ended by this.</param>
    /// <param name="errors">Saved by this.</param>
    /// <param name="startsAnew">The parts are to be made anew, in this process.</param>
    /// <param name="stop">Somebody stops it.</param>
    /// <returns>The exit code; none where the parts are made anew.</returns>
    public int? Watch(StartLedger ledger, LastErrors errors, Func<bool> startsAnew, CancellationToken stop)
    {
        _systemd.Ready(Status());
        while (!stop.IsCancellationRequested && !_monitor.WaitForEnd(LookEvery))
        {
            if (startsAnew())
            {
                _systemd.Reloading(_time.GetElapsedTime(0));
                return null;
            }

            TellConnection();
            Feed();
            errors.SaveIfDue();
            if (_time.GetElapsedTime(_gaveBackAt) >= GiveBackEvery)
            {
                _gaveBackAt = _time.GetTimestamp();
                SpareMemory.GiveBack();
            }

            if (!_isStable && _time.GetElapsedTime(_startedAt) >= StartLedger.StableAfter)
            {
                _isStable = true;
                ledger.MarkStable(_run.Mode);
            }

            if (_run.Mode is RunMode.Safe && _time.GetElapsedTime(_startedAt) >= StartLedger.SafeModeLimit)
            {
                DaemonLog.SafeModeOver(_log);
                _systemd.Stopping();
                ledger.MarkSafeModeOver();
                return ExitCode.AnswerIsNo;
            }
        }

        _systemd.Stopping();
        ledger.MarkEnded();
        return ExitCode.Done;
    }

    /// <summary>Has everything retained published again; systemd knows it as reloading.</summary>
    public void Refresh()
    {
        _systemd.Reloading(_time.GetElapsedTime(0));
        if (_monitor.TryAsk(_monitor.PostPresent))
        {
            _publisher.Refresh();
            DaemonLog.Refreshed(_log);
        }

        _systemd.Ready(Status());
    }

    private void Feed()
    {
        string? stuck = _progress.FindStuck();
        if (stuck is not null && stuck != _stuck)
        {
            DaemonLog.Stuck(_log, stuck);
        }

        _stuck = stuck;
        if (stuck is null && _feedEvery is { } every && _time.GetElapsedTime(_fedAt) >= every)
        {
            _fedAt = _time.GetTimestamp();
            _systemd.Watchdog();
        }

        if (_time.GetElapsedTime(_saidAt) >= StatusEvery)
        {
            _saidAt = _time.GetTimestamp();
            _systemd.Status(Status());
        }
    }

    private string Status()
    {
        if (_stuck is not null)
        {
            return $"{_stuck} has stood still";
        }

        string mode = _run.Mode is RunMode.Safe ? "safe mode, " : "";
        return $"{mode}{_monitor.SamplesRead} samples, {_monitor.Events} events, "
            + $"{_publisher.Waiting} messages waiting; {_publisher.LastFailure ?? "connected to the broker"}";
    }

    private void TellConnection()
    {
        string? failure = _publisher.LastFailure;
        if (failure == _lastFailure)
        {
            return;
        }

        _lastFailure = failure;
        if (failure is null)
        {
            DaemonLog.Connected(_log);
        }
        else
        {
            DaemonLog.NotConnected(_log, failure);
        }
    }
}
