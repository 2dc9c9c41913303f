namespace EdgeEcg.Scoring.Events;

/// <summary>
/// Rows of abnormal beats: two are a couplet, three a run (the usual definition of ventricular tachycardia).
/// Of a run at least two beats must have been judged abnormal by themselves; beats between and beside them
/// that lean that way, or come early and cannot be judged, belong to it. On DS1 that finds runs of which the
/// strict rule sees two beats and a gap. Rows of which all is a little abnormal, or abnormal in noise, are
/// none: they are the wearer's own beats in another posture, aberrant ones, or motion. A normal beat ends the
/// row.
/// </summary>
internal sealed class RunWatch
{
    private const int BeatsInRun = 3;
    private const int LeastAbnormal = 2;

    private readonly float _clear;
    private int _beats;
    private int _judged;
    private int _abnormal;
    private float _evidence;

    /// <param name="clear">The mean evidence of the judged beats of a run reaches this.</param>
    public RunWatch(float clear) => _clear = clear;

    public bool IsPresent { get; private set; }

    /// <summary>Where the present row begins.</summary>
    public long Start { get; private set; }

    /// <summary>What this beat makes of the row; none for one more beat of a run.</summary>
    /// <param name="sampleIndex">Of the beat.</param>
    /// <param name="beat">What it is to the row.</param>
    /// <param name="evidence">That it is abnormal; none for a beat of which nothing can be said.</param>
    public HeartEventKind? Note(long sampleIndex, RowBeat beat, float? evidence)
    {
        if (beat is RowBeat.Normal || (beat is RowBeat.Leaning && _beats == 0))
        {
            (_beats, _judged, _abnormal, _evidence, IsPresent) = (0, 0, 0, 0, false);
            return null;
        }

        if (_beats == 0)
        {
            Start = sampleIndex;
        }

        _beats++;
        _judged += evidence is null ? 0 : 1;
        _evidence += evidence ?? 0;
        _abnormal += beat is RowBeat.Abnormal ? 1 : 0;
        bool wasPresent = IsPresent;
        IsPresent = wasPresent || (_beats >= BeatsInRun && _abnormal >= LeastAbnormal
            && _evidence >= _clear * _judged);
        if (IsPresent)
        {
            return wasPresent ? null : HeartEventKind.AbnormalRun;
        }

        return beat is not RowBeat.Abnormal ? null
            : _abnormal == LeastAbnormal ? HeartEventKind.Couplet
            : HeartEventKind.AbnormalBeat;
    }
}
