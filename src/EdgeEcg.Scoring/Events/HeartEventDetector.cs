using EdgeEcg.Core;

namespace EdgeEcg.Scoring.Events;

/// <summary>
/// From judged beats to events and episodes. Single abnormal beats are told one by one; couplets, runs,
/// bigeminy, burden, rate, irregularity and pauses once, when they begin. Where the signal cannot be read
/// (<see cref="Readability"/>) nothing is told of the heart and what was going on is forgotten: noise makes
/// technical notices, not heart alarms. Knows no clock; nothing is allocated per beat.
/// </summary>
public sealed class HeartEventDetector
{
    /// <summary>
    /// A beat that is ventricular by odds of e^−2 belongs to a row that has begun: with −1 one run of DS1
    /// less is found, with −3 one more and a quarter more rows that are none. For a model that does not
    /// tell, a share of the threshold.
    /// </summary>
    private const float LeaningEvidence = -2;
    private const float LeaningShare = 0.75f;

    /// <summary>A beat that cannot be judged belongs to a row when it comes this early.</summary>
    private const double EarlyRr = 0.9;

    /// <summary>
    /// What the mean evidence of a run reaches. From 1.5 to 2 the same runs of DS1 are found, above it fewer;
    /// with noise of 6 dB two in five false ones less at 2. For a model that does not tell, in thresholds.
    /// </summary>
    private const float ClearEvidence = 2;
    private const float ClearThresholds = 1.25f;

    private readonly RunWatch _run;
    private readonly BigeminyWatch _bigeminy = new();
    private readonly IrregularityWatch _irregularity = new();
    private readonly BurdenWatch _burden;
    private readonly RateWatch _rate;
    private readonly PauseWatch _pause;
    private readonly Readability _readability;
    private readonly BeatReasons _abnormalShape;
    private readonly bool _tellsVentricular;
    private readonly float _threshold;
    private readonly float _leaning;
    private readonly float _beginning;
    private readonly Queue<HeartHappening> _happened = new(8);

    /// <param name="rate">Of the samples that beats are counted in.</param>
    /// <param name="leads">That beats are found in.</param>
    /// <param name="limits">What makes an episode.</param>
    /// <param name="model">
    /// Whether it tells ventricular beats, and from which score on it calls one abnormal.
    /// </param>
    /// <param name="lookAheadMs">Of the beat finder.</param>
    public HeartEventDetector(
        SampleRate rate, int leads, HeartLimits limits, ModelManifest model, double lookAheadMs)
    {
        _tellsVentricular = model.Verdict is not null;
        _abnormalShape = _tellsVentricular ? BeatReasons.Ventricular : BeatReasons.Morphology;
        _threshold = (float)model.Thresholds[0].Score;
        _leaning = _tellsVentricular ? LeaningEvidence : LeaningShare;
        _beginning = _tellsVentricular ? 0 : 1;
        _run = new RunWatch(_tellsVentricular ? ClearEvidence : ClearThresholds);
        _burden = new BurdenWatch(rate, limits.BurdenPerMinute);
        _rate = new RateWatch(rate, limits);
        _pause = new PauseWatch(rate, limits.PauseMs, lookAheadMs);
        _readability = new Readability(leads);
    }

    /// <summary>Nothing is told of the heart, because the signal cannot be read.</summary>
    public bool IsUnreadable => _readability.IsUnreadable;

    /// <summary>Whether an episode of this kind is going on.</summary>
    public bool IsPresent(HeartEventKind kind) => kind switch
    {
        HeartEventKind.AbnormalRun => _run.IsPresent,
        HeartEventKind.Bigeminy => _bigeminy.IsPresent,
        HeartEventKind.AbnormalBurden => _burden.IsPresent,
        HeartEventKind.Pause => _pause.IsPresent,
        HeartEventKind.Bradycardia => _rate.IsSlow,
        HeartEventKind.Tachycardia => _rate.IsFast,
        HeartEventKind.IrregularRhythm => _irregularity.IsPresent,
        _ => false,
    };

    /// <summary>Takes the next beat; then ask <see cref="TryTake"/>.</summary>
    public void Judge(in Beat beat, in BeatVerdict verdict)
    {
        NoteReadability(beat, verdict);
        bool wasJudged = verdict.Score is not null && !_readability.IsUnreadable;
        bool isAbnormal = wasJudged && (verdict.Reasons & _abnormalShape) != 0;
        bool endsPause = verdict.Reasons.HasFlag(BeatReasons.Pause) && !_readability.IsUnreadable;
        if (_pause.Note(beat.SampleIndex, endsPause))
        {
            Tell(HeartEventKind.Pause, beat, verdict);
        }

        if (_readability.IsUnreadable)
        {
            Forget(beat.SampleIndex);
            return;
        }

        JudgeShape(beat, verdict, isAbnormal, endsPause);
        JudgeRhythm(beat, verdict, isAbnormal);
    }

    /// <summary>No beat has been found up to here; then ask <see cref="TryTake"/>.</summary>
    /// <param name="now">The newest sample.</param>
    /// <param name="isConnected">A lead has its electrodes on.</param>
    public void Wait(long now, bool isConnected)
    {
        if (_pause.Wait(now, isConnected && !_readability.IsUnreadable))
        {
            _happened.Enqueue(new HeartHappening(
                HeartEventKind.Pause, _pause.Start, now, null, null, BeatReasons.Pause, 1));
        }
    }

    /// <summary>Takes the next event, in the order they were decided.</summary>
    public bool TryTake(out HeartHappening happened) => _happened.TryDequeue(out happened);

    // Without electrodes there is nothing to read, and lead-off says so.
    private void NoteReadability(in Beat beat, in BeatVerdict verdict)
    {
        if (!verdict.Reasons.HasFlag(BeatReasons.NoLead))
        {
            _readability.Note(beat);
        }
    }

    private float? Evidence(in BeatVerdict verdict) =>
        _tellsVentricular ? verdict.VentricularEvidence : verdict.Score / _threshold;

    private RowBeat InRow(in Beat beat, in BeatVerdict verdict, bool isAbnormal) =>
        isAbnormal ? RowBeat.Abnormal
        : Evidence(verdict) is { } evidence
            ? evidence >= _beginning ? RowBeat.Likely
                : evidence >= _leaning ? RowBeat.Leaning
                : RowBeat.Normal
        : verdict.Reasons.HasFlag(BeatReasons.Noise) && beat.Rhythm.RelativeRr < EarlyRr ? RowBeat.Unjudged
        : RowBeat.Normal;

    private void JudgeShape(in Beat beat, in BeatVerdict verdict, bool isAbnormal, bool endsPause)
    {
        HeartEventKind? inRow = _run.Note(
            beat.SampleIndex, InRow(beat, verdict, isAbnormal), Evidence(verdict));
        if (inRow is { } kind)
        {
            Tell(kind, beat, verdict, kind is HeartEventKind.AbnormalRun ? _run.Start : null);
        }
        else if (!isAbnormal && !endsPause && verdict.Score is not null && !_run.IsPresent)
        {
            TellSingle(beat, verdict);
        }

        if (_bigeminy.Note(isAbnormal))
        {
            Tell(HeartEventKind.Bigeminy, beat, verdict);
        }

        if (_burden.Note(beat.SampleIndex, isAbnormal))
        {
            Tell(HeartEventKind.AbnormalBurden, beat, verdict);
        }
    }

    private void TellSingle(in Beat beat, in BeatVerdict verdict)
    {
        if (verdict.Reasons.HasFlag(BeatReasons.Morphology))
        {
            Tell(HeartEventKind.AbnormalBeat, beat, verdict);
        }
        else if (verdict.Reasons.HasFlag(BeatReasons.Premature))
        {
            Tell(HeartEventKind.PrematureBeat, beat, verdict);
        }
    }

    private void JudgeRhythm(in Beat beat, in BeatVerdict verdict, bool isAbnormal)
    {
        bool isTrusted = beat.Quality >= BeatScorer.LeastQuality;
        if (isTrusted && beat.Rhythm.RrMs is { } rrMs && _rate.Note(beat.SampleIndex, rrMs) is { } kind)
        {
            Tell(kind, beat, verdict);
        }

        if (_irregularity.Note(isTrusted && !isAbnormal ? beat.Rhythm.RrMs : null))
        {
            Tell(HeartEventKind.IrregularRhythm, beat, verdict);
        }
    }

    private void Forget(long sampleIndex)
    {
        _run.Note(sampleIndex, RowBeat.Normal, null);
        _bigeminy.Forget();
        _rate.Forget(sampleIndex);
    }

    private void Tell(HeartEventKind kind, in Beat beat, in BeatVerdict verdict, long? start = null) =>
        _happened.Enqueue(new HeartHappening(
            kind, start ?? beat.SampleIndex, beat.SampleIndex, beat.Rhythm.RrMs, verdict.Score,
            verdict.Reasons, beat.Quality));
}
