namespace EdgeEcg.Scoring;

/// <summary>
/// Why a beat was judged as it was; several may hold. Their names on the wire are in
/// <see cref="BeatReasonNames"/>.
/// </summary>
[Flags]
public enum BeatReasons
{
    None = 0,

    /// <summary>Its shape departs from the wearer's own normal beat.</summary>
    Morphology = 1,

    /// <summary>It came much earlier than the wearer's usual interval.</summary>
    Premature = 2,

    /// <summary>The interval before it was very long.</summary>
    Pause = 4,

    /// <summary>Not scored: the signal around it cannot be trusted.</summary>
    Noise = 8,

    /// <summary>Not scored: the wearer's normal is still being learned.</summary>
    Learning = 16,

    /// <summary>Not scored: an electrode is off.</summary>
    NoLead = 32,

    /// <summary>Its shape is that of a ventricular beat.</summary>
    Ventricular = 64,
}
