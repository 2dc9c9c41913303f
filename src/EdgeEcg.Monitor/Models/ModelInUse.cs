using EdgeEcg.Core;
using EdgeEcg.Monitor.Commands;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;
using Microsoft.Extensions.Logging;

namespace EdgeEcg.Monitor.Models;

/// <summary>
/// Which model the daemon uses, and when it takes another: one that does not load is taken back at once, one
/// on trial when it fails; one that was installed meanwhile is taken into use when no recording is locked.
/// The monitor is started anew with another model, so this outlives it. Loaded before the monitor; from then
/// on it belongs to the thread of the command desk.
/// </summary>
/// <param name="configuration">Where models are, and what is asked of them.</param>
/// <param name="log">Hears of every change.</param>
/// <param name="time">The machine's clock.</param>
public sealed class ModelInUse(MonitorConfiguration configuration, ILogger log, TimeProvider time)
{
    /// <summary>A model that ends the process cannot fail in any other way.</summary>
    private const int MostTrialStarts = 3;

    private const string Fixed =
        "model.folder of the configuration names the model; take it out to use installed ones.";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private string? _active;

    /// <summary>A model that could not even be taken back, because the disk cannot be written.</summary>
    private string? _unusable;

    private string? _fault;
    private long _lookedAt = time.GetTimestamp();
    private bool _toldEnd;
    private volatile bool _isChanged;

    /// <summary>Of the model in use; none: it is not on trial.</summary>
    public ModelTrial? Trial { get; private set; }

    /// <summary>Another model is to be used: end the monitor and load again.</summary>
    public bool IsChanged => _isChanged;

    /// <summary>What was taken back, in one sentence; null where nothing was. For any thread.</summary>
    public string? RolledBack { get; private set; }

    /// <summary>What could not be remembered; null while all is well. For any thread.</summary>
    public string? Fault => Volatile.Read(ref _fault);

    private bool IsFixed => configuration.Model.Folder is not null;

    /// <summary>Loads the model to use, and goes back where it cannot be used.</summary>
    /// <exception cref="BadModelException">The configured one, or the program's own, is damaged.</exception>
    public ModelPackage Load()
    {
        (_isChanged, _toldEnd, Trial) = (false, false, null);
        if (configuration.Model.Folder is { } folder)
        {
            return ModelPackage.Load(folder);
        }

        ModelStore store = Installed();
        ModelPackage package = LoadOrGoBack(store);
        ModelSelection selection = Remember(() => store.Selection) ?? new ModelSelection();
        RolledBack = Text(selection.RolledBack) ?? (_unusable is null ? null : RolledBack);
        if (selection.OnTrial && selection.Active == _active && _active is not null)
        {
            Trial = BeginTrial(store);
        }

        return package;
    }

    /// <summary>Ends the trial when it has an outcome; sees whether another model was installed.</summary>
    public void Tick(HeartMonitor monitor)
    {
        if (IsFixed || _isChanged)
        {
            return;
        }

        EndTrial(monitor);
        if (time.GetElapsedTime(_lookedAt) >= LookEvery)
        {
            _lookedAt = time.GetTimestamp();
            Remember(() =>
            {
                string? wanted = Installed().Selection.Active;
                _isChanged |= wanted != _active && wanted != _unusable
                    && RecordingLock.Find(configuration.Storage.Recordings) is null;
                return this;
            });
        }
    }

    /// <summary>Takes the installed model into use now.</summary>
    /// <param name="id">Of the model to use; "built-in" for the program's own.</param>
    /// <returns>False where it is in use already.</returns>
    /// <exception cref="CommandRefusedException">Not now, or not this one.</exception>
    public bool Reload(out string id)
    {
        RefuseUnlessFree();
        ModelStore store = OpenStore();
        string? wanted = store.Selection.Active;
        id = wanted ?? "built-in";
        Try(() => store.Load(wanted));
        _isChanged = wanted != _active;
        return _isChanged;
    }

    /// <summary>Installs a package and takes it into use.</summary>
    /// <param name="path">Folder, archive, or where exactly one of these is.</param>
    /// <exception cref="CommandRefusedException">Not now, or not this one.</exception>
    public ModelInstallation Install(string path)
    {
        RefuseUnlessFree();
        ModelInstallation done = Try(() => OpenStore().Install(path));
        ModelLog.Installed(log, done.Package.Manifest.ModelId, done.SignedBy ?? "nobody that was asked for");
        _isChanged |= done.Changed;
        return done;
    }

    private ModelPackage LoadOrGoBack(ModelStore store)
    {
        while (true)
        {
            ModelSelection selection = Remember(() => store.Selection) ?? new ModelSelection();
            _active = selection.Active == _unusable ? selection.Previous : selection.Active;
            try
            {
                return selection is { OnTrial: true, TrialStarts: >= MostTrialStarts }
                    ? throw new BadModelException(
                        _active ?? "it", "its trial", $"not over after {MostTrialStarts} starts", "over")
                    : store.Load(_active);
            }
            catch (BadModelException bad) when (_active is not null)
            {
                if (!TryRollBack(store, bad.Message))
                {
                    _active = null;
                    return DefaultModel.Load();
                }
            }
        }
    }

    private ModelTrial? BeginTrial(ModelStore store)
    {
        if (configuration.Model.Trial.Length == TimeSpan.Zero)
        {
            Remember(store.PassTrial);
            return null;
        }

        Remember(store.CountTrialStart);
        return new ModelTrial(
            configuration.Model.Trial, new SampleRate(configuration.Source.RateSps), time);
    }

    private void EndTrial(HeartMonitor monitor)
    {
        if (_toldEnd || Trial is null or { Outcome: ModelTrialOutcome.Running })
        {
            return;
        }

        _toldEnd = true;
        ModelStore store = Installed();
        if (Remember(() => store.Selection) is { } now && now.Active != _active)
        {
            return;
        }

        if (Trial.Outcome is ModelTrialOutcome.Passed)
        {
            Remember(store.PassTrial);
            ModelLog.Passed(log, _active!, Trial.Beats);
            monitor.TryAsk(monitor.PostDescription);
        }
        else
        {
            TryRollBack(store, Trial.Reason!);
            _isChanged = true;
        }
    }

    private bool TryRollBack(ModelStore store, string reason)
    {
        ModelLog.RolledBack(log, _active!, reason);
        ModelSelection? now = Remember(() => store.RollBack(reason));
        RolledBack = now is null ? reason : Text(now.RolledBack);
        _unusable = now is null ? _active : null;
        return now is not null;
    }

    // The disk may be full or read-only; the heart is watched all the same.
    private T? Remember<T>(Func<T> change)
        where T : class
    {
        try
        {
            T done = change();
            Volatile.Write(ref _fault, null);
            return done;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _fault, failure.Message);
            return null;
        }
    }

    // What is in the store was checked against the keys when it was installed.
    private ModelStore Installed() => new(configuration.Storage.Models, TrustedKeys.None, time);

    private ModelStore OpenStore() => Try(() => new ModelStore(
        configuration.Storage.Models, TrustedKeys.Read(configuration.Model.TrustedKeysFolder), time));

    private void RefuseUnlessFree()
    {
        if (IsFixed)
        {
            throw new CommandRefusedException(ReplyError.Unsupported, Fixed);
        }

        if (RecordingLock.Find(configuration.Storage.Recordings) is { } locked)
        {
            throw new CommandRefusedException(ReplyError.Busy, locked);
        }
    }

    private static T Try<T>(Func<T> change)
    {
        try
        {
            return change();
        }
        catch (Exception bad) when (bad is BadModelException or IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException(ReplyError.Failed, bad.Message);
        }
    }

    private static string? Text(RolledBackModel? back) =>
        back is null ? null : $"{back.ModelId[..12]}: {back.Reason}";
}
