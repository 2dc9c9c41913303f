namespace EdgeEcg.Scoring.Events;

/// <summary>What can happen to a heart, as far as this program tells it.</summary>
public enum HeartEventKind : byte
{
    /// <summary>One beat of abnormal shape.</summary>
    AbnormalBeat,

    /// <summary>One beat that came early and looks normal.</summary>
    PrematureBeat,

    /// <summary>Two beats of abnormal shape in a row.</summary>
    Couplet,

    /// <summary>Three or more.</summary>
    AbnormalRun,

    /// <summary>Every second beat, several times.</summary>
    Bigeminy,

    /// <summary>Many a minute.</summary>
    AbnormalBurden,

    /// <summary>A long interval, over or not.</summary>
    Pause,

    Bradycardia,

    Tachycardia,

    /// <summary>No two intervals alike, for long.</summary>
    IrregularRhythm,
}
