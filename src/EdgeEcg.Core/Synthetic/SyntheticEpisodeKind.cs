namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// What can be asked to happen: the first three to the rhythm, the others to the signal on its way to the
/// electrodes.
/// </summary>
public enum SyntheticEpisodeKind
{
    /// <summary>One, two (couplet) or more (run) ventricular beats.</summary>
    Ventricular,
    Supraventricular,

    /// <summary>No beat for the time given.</summary>
    Pause,
    ElectrodeMotion,
    MuscleNoise,
    BaselineWander,
    MainsHum,
    LeadOff,
}
