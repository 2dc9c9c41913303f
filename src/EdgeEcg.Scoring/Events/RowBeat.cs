namespace EdgeEcg.Scoring.Events;

/// <summary>What a beat is to a row of abnormal beats.</summary>
internal enum RowBeat : byte
{
    /// <summary>Ends the row.</summary>
    Normal,

    /// <summary>Belongs to it, and may begin one.</summary>
    Abnormal,

    /// <summary>More likely abnormal than not, yet not called so: belongs to it, and may begin one.</summary>
    Likely,

    /// <summary>By itself just normal; in a row that has begun it belongs to it.</summary>
    Leaning,

    /// <summary>
    /// Early and too disturbed to be judged, as beats of a fast run are whose neighbours reach into them.
    /// </summary>
    Unjudged,
}
