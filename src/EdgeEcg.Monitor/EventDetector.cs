using EdgeEcg.Core;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// From judged beats to events. A single abnormal beat is one event; the third in a row makes a run, which is
/// one more event and an alarm until a normal beat ends it, and whose further beats are not told one by one.
/// A pause is an event and an alarm until the heart has gone on for a while.
/// </summary>
public sealed class EventDetector
{
    /// <summary>
    /// Three in a row are a run; two are a couplet (the usual definition of ventricular tachycardia).
    /// </summary>
    private const int BeatsInRun = 3;

    /// <summary>Beats without another pause until the alarm goes.</summary>
    private const int BeatsAfterPause = 8;

    private int _abnormalInARow;
    private long _runStart;
    private int _beatsSincePause = BeatsAfterPause;

    /// <summary>A run is going on.</summary>
    public bool InRun => _abnormalInARow >= BeatsInRun;

    /// <summary>There was a pause a moment ago.</summary>
    public bool AfterPause => _beatsSincePause < BeatsAfterPause;

    /// <summary>What this beat amounts to; none for a normal beat and for one more beat of a run.</summary>
    public HeartEvent? Judge(in Beat beat, in BeatVerdict verdict)
    {
        bool shapeIsAbnormal = verdict.Reasons.HasFlag(BeatReasons.Morphology);
        if (_abnormalInARow == 0)
        {
            _runStart = beat.SampleIndex;
        }

        _abnormalInARow = shapeIsAbnormal ? _abnormalInARow + 1 : 0;
        bool pause = verdict.Reasons.HasFlag(BeatReasons.Pause);
        _beatsSincePause = pause ? 0 : Math.Min(_beatsSincePause + 1, BeatsAfterPause);
        if (!verdict.Anomalous || _abnormalInARow > BeatsInRun)
        {
            return null;
        }

        return _abnormalInARow == BeatsInRun
            ? Event(EventCodes.AbnormalRun, EventPriority.High, beat,
                verdict) with { SampleIndex = _runStart }
            : Single(beat, verdict, shapeIsAbnormal, pause);
    }

    private static HeartEvent Single(in Beat beat, in BeatVerdict verdict, bool shapeIsAbnormal, bool pause)
    {
        if (pause)
        {
            return Event(EventCodes.Pause, EventPriority.Medium, beat, verdict);
        }

        return shapeIsAbnormal
            ? Event(EventCodes.AbnormalBeat, EventPriority.Low, beat, verdict)
            : Event(EventCodes.PrematureBeat, EventPriority.Low, beat, verdict);
    }

    private static HeartEvent Event(string code, EventPriority priority, in Beat beat,
        in BeatVerdict verdict) => new(
        code,
        EventKind.Physiological,
        priority,
        beat.SampleIndex,
        beat.SampleIndex,
        beat.Rhythm.RrMs,
        verdict.Score,
        verdict.Reasons,
        beat.Quality);
}
