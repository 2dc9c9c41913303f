using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// Judges beats one after the other. The first good ones teach the wearer's normal
/// (<see cref="WearerBaseline"/>). Then each is made relative to that, put through the autoencoder lead by
/// lead, and scored by how badly it was reconstructed. Because the input is in shares of the wearer's own QRS
/// amplitude, scores of different wearers compare. Rhythm is judged beside it. Nothing is allocated per beat.
/// </summary>
public sealed class BeatScorer : IDisposable
{
    /// <summary>Below this a beat is not judged: chosen on DS1 (docs/detection.md).</summary>
    public const float LeastQuality = 0.5f;

    /// <summary>Below this share of the threshold a beat is normal enough to be followed.</summary>
    private const float FollowBelowShare = 0.5f;

    /// <summary>
    /// A normal that most beats of about a minute depart from is not this wearer's any more.
    /// </summary>
    private const float RelearnAboveShare = 0.8f;

    private const float ShareLearning = 1 / 64f;

    private readonly Autoencoder _autoencoder;
    private readonly ModelManifest _model;
    private readonly float[] _positionWeights;
    private readonly float _threshold;
    private readonly RhythmLimits _limits;
    private readonly WearerBaseline _baseline;
    private readonly int _leads;
    private readonly float[] _relative;
    private readonly float[] _reconstruction;
    private float _departingShare;

    /// <param name="package">A loaded package; not kept open.</param>
    /// <param name="leads">Leads of every beat.</param>
    /// <param name="limits">When rhythm is abnormal.</param>
    public BeatScorer(ModelPackage package, int leads, RhythmLimits limits)
    {
        _model = package.Manifest;
        BeatWindow window = new(
            new SampleRate(_model.InputSampleRateHz), _model.WindowBeforeMs, _model.WindowAfterMs);
        _autoencoder = new Autoencoder(package, leads);
        _positionWeights = [.. _model.PositionWeights];
        _threshold = (float)_model.Thresholds[0].Score;
        _limits = limits;
        _leads = leads;
        _baseline = new WearerBaseline(window, leads);
        _relative = new float[leads * window.Samples];
        _reconstruction = new float[leads * window.Samples];
    }

    public WearerBaseline Baseline => _baseline;

    /// <summary>The score from which a beat is anomalous.</summary>
    public float Threshold => _threshold;

    /// <summary>How often the wearer's normal was given up and learned again.</summary>
    public int Relearned { get; private set; }

    /// <summary>The beat last judged, relative to the wearer; leads × samples.</summary>
    public ReadOnlySpan<float> Relative => _relative;

    /// <summary>
    /// Where the reconstruction of the beat last scored departs from the beat: added to the beat's waveform
    /// it is what the model would have.
    /// </summary>
    /// <param name="microvolts">Receives leads × samples.</param>
    public void CopyDeparture(Span<float> microvolts)
    {
        for (int i = 0; i < _relative.Length; i++)
        {
            microvolts[i] = (_reconstruction[i] - _relative[i]) * _baseline.AmplitudeMicrovolts;
        }
    }

    /// <param name="beat">What was found.</param>
    /// <param name="microvolts">Its waveform: all leads one after the other, leads × samples.</param>
    public BeatVerdict Judge(in Beat beat, ReadOnlySpan<float> microvolts)
    {
        if (beat.Quality < LeastQuality)
        {
            return new BeatVerdict(null, false, beat.Quality == 0 ? BeatReasons.NoLead : BeatReasons.Noise);
        }

        BeatReasons rhythm = JudgeRhythm(beat.Rhythm);
        if (!_baseline.IsReady)
        {
            _baseline.Learn(microvolts);
            return new BeatVerdict(null, rhythm != BeatReasons.None, rhythm | BeatReasons.Learning);
        }

        float score = Error(microvolts);
        BeatReasons morphology = score > _threshold ? BeatReasons.Morphology : BeatReasons.None;
        Follow(microvolts, score);
        BeatReasons reasons = morphology | rhythm;
        return new BeatVerdict(score, reasons != BeatReasons.None, reasons);
    }

    public void Dispose() => _autoencoder.Dispose();

    private BeatReasons JudgeRhythm(RhythmContext rhythm)
    {
        BeatReasons reasons = rhythm.RrMs >= _limits.PauseMs ? BeatReasons.Pause : BeatReasons.None;
        return rhythm.RelativeRr <= 1 - _limits.PrematurePercent / 100 ? reasons | BeatReasons.Premature
            : reasons;
    }

    // Mean over the leads, which share one amplitude: the lead that shows more counts more.
    private float Error(ReadOnlySpan<float> microvolts)
    {
        _baseline.MakeRelative(microvolts, _relative);
        _autoencoder.Reconstruct(_relative, _reconstruction);
        int samples = _relative.Length / _leads;
        float sum = 0;
        for (int lead = 0; lead < _leads; lead++)
        {
            Range range = (lead * samples)..((lead + 1) * samples);
            sum += ReconstructionError.Of(
                _model.Error, _relative.AsSpan(range), _reconstruction.AsSpan(range), _positionWeights);
        }

        return sum / _leads;
    }

    private void Follow(ReadOnlySpan<float> microvolts, float score)
    {
        if (score < FollowBelowShare * _threshold)
        {
            _baseline.Follow(microvolts);
        }

        _departingShare += ShareLearning * ((score > _threshold ? 1 : 0) - _departingShare);
        if (_departingShare > RelearnAboveShare)
        {
            _baseline.Forget();
            _departingShare = 0;
            Relearned++;
        }
    }
}
