using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// Judges beats one after the other. The first good ones teach the wearer's normal
/// (<see cref="WearerBaseline"/>). From then on each is compared with that, put through the autoencoder
/// relative to it, lead by lead, and held against the rhythm; the model package's <see
/// cref="VerdictFormula"/> joins the three to one score. Because all is in shares of the wearer's own QRS
/// amplitude and intervals, scores of different wearers compare. Nothing is allocated per beat.
/// </summary>
public sealed class BeatScorer : IDisposable
{
    /// <summary>Below this a beat is not judged: chosen on DS1 (docs/detection.md).</summary>
    public const float LeastQuality = 0.5f;

    /// <summary>
    /// Down to here a beat is still called ventricular if it is so by odds of e^4. Of the beats of DS1 that
    /// this adds 86 % are ventricular, with noise of 12 and 6 dB 85 %.
    /// </summary>
    private const float LeastQualityOfClear = 0.3f;
    private const float ClearEvidence = 4;

    /// <summary>
    /// A normal that nearly all beats of about two minutes depart from is not this wearer's any more; of some
    /// ten minutes, where they come early: a tachycardia must not become the normal while it lasts.
    /// </summary>
    private const float RelearnAboveShare = 0.9f;

    private const float ShareLearning = 1 / 64f;
    private const float ShareLearningOfEarly = 1 / 256f;
    private static readonly float Early = MathF.Log(0.75f);

    /// <summary>Beats with the wearer's normal QRS by whose residuals another's is measured.</summary>
    private const int UsualResiduals = 32;
    private const int LeastUsual = 8;

    /// <summary>Five minutes at 120 beats per minute.</summary>
    private const int MostConfirmed = 600;

    private readonly Autoencoder _autoencoder;
    private readonly ModelManifest _model;
    private readonly VerdictWeights? _verdict;
    private readonly float[] _positionWeights;
    private readonly float _threshold;
    private readonly RhythmLimits _limits;
    private readonly WearerBaseline _baseline;
    private readonly int _leads;
    private readonly float[] _relative;
    private readonly float[] _reconstruction;
    private readonly float[] _parts = new float[VerdictParts.Count];
    private readonly RunningMedian _usualResidual = new(UsualResiduals);
    private BaselineConfirmation? _confirmation;
    private LearnedBeats? _confirmed;
    private float _departingShare;
    private float _residual;

    /// <param name="package">A loaded package; not kept open.</param>
    /// <param name="leads">Leads of every beat.</param>
    /// <param name="limits">When rhythm is abnormal.</param>
    public BeatScorer(ModelPackage package, int leads, RhythmLimits limits)
    {
        _model = package.Manifest;
        BeatWindow window = new(
            new SampleRate(_model.InputSampleRateHz), _model.WindowBeforeMs, _model.WindowAfterMs);
        _autoencoder = new Autoencoder(package, leads);
        _verdict = _model.Verdict is { } formula ? new VerdictWeights(formula) : null;
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

    /// <summary>What the last score was made of, in the order of <see cref="VerdictPart"/>.</summary>
    public ReadOnlySpan<float> Parts => _parts;

    /// <summary>Set before the first beat: a technician's word on the first minutes.</summary>
    public BaselineConfirmation? Confirmation
    {
        set
        {
            _confirmation = value;
            _confirmed = value is null ? null : new LearnedBeats(MostConfirmed, _relative.Length);
        }
    }

    /// <param name="beat">What was found.</param>
    /// <param name="microvolts">Its waveform: all leads one after the other, leads × samples.</param>
    public BeatVerdict Judge(in Beat beat, ReadOnlySpan<float> microvolts)
    {
        _baseline.TakeInterval(beat.Rhythm.RrMs);
        if (beat.Quality < LeastQuality)
        {
            return JudgeInNoise(beat, microvolts);
        }

        TakeConfirmation(beat, microvolts);
        BeatReasons rhythm = JudgeRhythm(beat.Rhythm);
        bool wasReady = _baseline.IsReady;
        BeatVerdict verdict = wasReady ? JudgeShape(beat, microvolts, rhythm)
            : new BeatVerdict(null, rhythm != BeatReasons.None, rhythm | BeatReasons.Learning);
        _baseline.Learn(microvolts, beat.Rhythm.RrMs);
        return verdict;
    }

    public void Dispose() => _autoencoder.Dispose();

    // Nothing is learned or followed here, and the rhythm between doubtful beats means nothing.
    private BeatVerdict JudgeInNoise(in Beat beat, ReadOnlySpan<float> microvolts)
    {
        BeatReasons reason = beat.Quality == 0 ? BeatReasons.NoLead : BeatReasons.Noise;
        if (!_baseline.IsReady || beat.Quality < LeastQualityOfClear)
        {
            return new BeatVerdict(null, false, reason);
        }

        BeatVerdict verdict = Compare(beat, microvolts, BeatReasons.None, out _);
        return verdict.VentricularEvidence > ClearEvidence ? verdict
            : new BeatVerdict(null, false, reason) { VentricularEvidence = verdict.VentricularEvidence };
    }

    private BeatVerdict JudgeShape(in Beat beat, ReadOnlySpan<float> microvolts, BeatReasons rhythm)
    {
        BeatVerdict verdict = Compare(beat, microvolts, rhythm, out BeatMeasures measures);
        _baseline.FollowIfNormal(microvolts, measures, beat.Quality);
        bool hasNormalQrs = NormalFollowing.HasNormalQrs(measures);
        if (hasNormalQrs)
        {
            _usualResidual.Add(_residual);
        }

        NoteDeparture(verdict.Reasons.HasFlag(BeatReasons.Morphology) && !hasNormalQrs,
            measures.AgainstReference < Early);
        return verdict;
    }

    private BeatVerdict Compare(
        in Beat beat, ReadOnlySpan<float> microvolts, BeatReasons reasons, out BeatMeasures measures)
    {
        _baseline.MakeRelative(microvolts, _relative);
        measures = _baseline.Measure(microvolts, _relative, beat.UsableLeads);
        _residual = Error();
        float usual = _usualResidual.Count >= LeastUsual ? _usualResidual.Value : 0;
        VerdictParts.Of(measures, _residual, usual, _parts);
        float score = _verdict?.Score(_parts) ?? _residual;
        reasons |= score > _threshold ? BeatReasons.Morphology : BeatReasons.None;
        float? evidence = null;
        if (_verdict is not null)
        {
            float odds = _verdict.VentricularOdds(_parts);
            evidence = Math.Min(odds, odds * _parts[(int)VerdictPart.Certain]);
            reasons |= odds > _verdict.VentricularLimit
                ? BeatReasons.Morphology | BeatReasons.Ventricular
                : BeatReasons.None;
        }

        return new BeatVerdict(score, reasons != BeatReasons.None, reasons)
        {
            VentricularEvidence = evidence,
        };
    }

    private BeatReasons JudgeRhythm(RhythmContext rhythm)
    {
        BeatReasons reasons = rhythm.RrMs >= _limits.PauseMs ? BeatReasons.Pause : BeatReasons.None;
        return rhythm.RelativeRr <= 1 - _limits.PrematurePercent / 100 ? reasons | BeatReasons.Premature
            : reasons;
    }

    // Mean over the leads, which share one amplitude: the lead that shows more counts more.
    private float Error()
    {
        _autoencoder.Reconstruct(_relative, _reconstruction);
        int samples = _relative.Length / _leads;
        float sum = 0;
        float total = 0;
        for (int lead = 0; lead < _leads; lead++)
        {
            Range range = (lead * samples)..((lead + 1) * samples);
            float weight = _baseline.LeadWeights[lead];
            total += weight;
            sum += weight * ReconstructionError.Of(
                _model.Error, _relative.AsSpan(range), _reconstruction.AsSpan(range), _positionWeights);
        }

        return total > 0 ? sum / total : sum;
    }

    private void TakeConfirmation(in Beat beat, ReadOnlySpan<float> microvolts)
    {
        if (_confirmation is null || _confirmed is null)
        {
            return;
        }

        if (beat.SampleIndex >= _confirmation.EndSampleIndex)
        {
            _baseline.Confirm(_confirmed);
            _confirmation = null;
        }
        else if (!_confirmed.IsFull && _confirmation.IsNormal(beat.SampleIndex))
        {
            _confirmed.Add(microvolts, (float)(beat.Rhythm.RrMs ?? 0));
        }
    }

    // A confirmed normal is the technician's to give up.
    private void NoteDeparture(bool departs, bool isEarly)
    {
        float learning = departs && isEarly ? ShareLearningOfEarly : ShareLearning;
        _departingShare += learning * ((departs ? 1 : 0) - _departingShare);
        if (_departingShare > RelearnAboveShare && !_baseline.IsConfirmed)
        {
            _baseline.Forget();
            _usualResidual.Clear();
            _departingShare = 0;
            Relearned++;
        }
    }
}
