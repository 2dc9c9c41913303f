using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// Samples in, judged beats out: <see cref="BeatFinder"/> and <see cref="BeatScorer"/> in one. The daemon,
/// offline analysis and the trainer's evaluation all run this.
/// </summary>
public sealed class BeatAnalysis : IDisposable
{
    private readonly BeatFinder _finder;
    private readonly BeatScorer _scorer;
    private readonly float[] _waveforms;

    /// <param name="rate">125 to 8000 Hz.</param>
    /// <param name="leads">1 or 2.</param>
    /// <param name="package">The model.</param>
    /// <param name="limits">When rhythm is abnormal.</param>
    public BeatAnalysis(SampleRate rate, int leads, ModelPackage package, RhythmLimits limits)
    {
        _finder = new BeatFinder(rate, leads, BeatWindow.Standard);
        _scorer = new BeatScorer(package, leads, limits);
        _waveforms = new float[leads * BeatWindow.Standard.Samples];
    }

    public BeatFinder Finder => _finder;

    public BeatScorer Scorer => _scorer;

    /// <summary>The waveform of the beat last taken, in µV: leads × samples.</summary>
    public ReadOnlySpan<float> Waveforms => _waveforms;

    /// <inheritdoc cref="BeatFinder.Push"/>
    public void Push(ReadOnlySpan<float> microvolts, uint connected = uint.MaxValue) =>
        _finder.Push(microvolts, connected);

    /// <summary>Takes the next beat, in time order.</summary>
    public bool TryTake(out Beat beat, out BeatVerdict verdict)
    {
        verdict = default;
        if (!_finder.TryTake(out beat))
        {
            return false;
        }

        int samples = _waveforms.Length / _finder.Leads;
        for (int lead = 0; lead < _finder.Leads; lead++)
        {
            _finder.CopyWaveform(beat, lead, _waveforms.AsSpan(lead * samples, samples));
        }

        verdict = _scorer.Judge(beat, _waveforms);
        return true;
    }

    public void Dispose() => _scorer.Dispose();
}
