using EdgeEcg.Core;
using EdgeEcg.Monitor.State;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// Keeps the wearer's baseline across restarts: takes up the stored one at the start if it was made with the
/// same source, and stores the current one when it is first settled, when a technician confirms or resets
/// it, every ten minutes, and at the end. Belongs to the analysing thread.
/// </summary>
public sealed class BaselineKeeping
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly BaselineStore _store;
    private readonly LaterWrites _writes;
    private readonly WearerBaseline _baseline;
    private readonly string _modelId;
    private readonly string _source;
    private readonly long _everySamples;
    private long _nextSample;
    private bool _wasSettled;

    /// <param name="store">Where.</param>
    /// <param name="baseline">What.</param>
    /// <param name="modelId">Of the model it is used with.</param>
    /// <param name="source">What the microvolts depend on besides the wearer.</param>
    /// <param name="rate">Of the samples that time is counted by.</param>
    /// <param name="writes">Waits for the disk.</param>
    public BaselineKeeping(
        BaselineStore store, WearerBaseline baseline, string modelId, string source, SampleRate rate,
        LaterWrites writes)
    {
        _writes = writes;
        _store = store;
        _baseline = baseline;
        _modelId = modelId;
        _source = source;
        _everySamples = (long)(Every.TotalSeconds * rate.Hz);
        _nextSample = _everySamples;
        Restored = store.Load() is { } image && image.Source == source && baseline.TryRestore(image);
        _wasSettled = baseline.IsSettled;
    }

    /// <summary>A stored baseline was taken up: nothing has to be learned.</summary>
    public bool Restored { get; }

    /// <summary>What went wrong with the file, in one sentence.</summary>
    public string? Fault => _store.Fault;

    /// <summary>After each beat.</summary>
    public void NoteBeat(long sampleIndex)
    {
        bool settledNow = _baseline.IsSettled && !_wasSettled;
        _wasSettled = _baseline.IsSettled;
        if (settledNow || (sampleIndex >= _nextSample && _baseline.IsSettled))
        {
            _nextSample = sampleIndex + _everySamples;
            Save();
        }
    }

    /// <summary>The technician says that what is taken for normal is normal.</summary>
    /// <returns>False while there is nothing to confirm.</returns>
    public bool Confirm()
    {
        if (!_baseline.IsReady)
        {
            return false;
        }

        _baseline.Confirm();
        Save();
        return true;
    }

    /// <summary>The technician wants the wearer learned anew: another wearer, other electrodes.</summary>
    public void Reset()
    {
        _baseline.Forget();
        _wasSettled = false;
        _writes.Write(_store.FilePath, _store.TryDelete);
    }

    /// <summary>Stores what there is, if it is worth it.</summary>
    public void Save()
    {
        if (_baseline.IsReady)
        {
            BaselineImage image = _baseline.ToImage(_modelId, _source);
            _writes.Write(_store.FilePath, () => _store.Save(image));
        }
    }
}
