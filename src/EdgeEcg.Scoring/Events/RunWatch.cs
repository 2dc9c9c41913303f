namespace EdgeEcg.Scoring.Events;

/// <summary>
/// Counts beats of abnormal shape in a row: two are a couplet, three a run (the usual definition of
/// ventricular tachycardia). A normal beat ends it; a beat that was not judged ends it too, because nobody
/// knows what it was.
/// </summary>
internal sealed class RunWatch
{
    private const int BeatsInRun = 3;

    private int _inARow;

    public bool IsPresent => _inARow >= BeatsInRun;

    /// <summary>Where the present row of abnormal beats begins.</summary>
    public long Start { get; private set; }

    /// <summary>What this beat makes of the row; none for one more beat of a run.</summary>
    public HeartEventKind? Note(long sampleIndex, bool isAbnormal)
    {
        if (!isAbnormal)
        {
            _inARow = 0;
            return null;
        }

        if (_inARow == 0)
        {
            Start = sampleIndex;
        }

        return ++_inARow switch
        {
            1 => HeartEventKind.AbnormalBeat,
            2 => HeartEventKind.Couplet,
            BeatsInRun => HeartEventKind.AbnormalRun,
            _ => null,
        };
    }
}
