namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// The truth about the signal: from the first sample inclusive to the last exclusive it is disturbed in this
/// way.
/// </summary>
public readonly record struct SyntheticInterval(
    SyntheticEpisodeKind Kind, long StartSampleIndex, long EndSampleIndex)
{
    /// <summary>Beats in here cannot be seen; in muscle noise, wander and hum they can.</summary>
    public bool HidesBeats => Kind is SyntheticEpisodeKind.LeadOff or SyntheticEpisodeKind.ElectrodeMotion;

    public bool Contains(long sampleIndex) => sampleIndex >= StartSampleIndex && sampleIndex < EndSampleIndex;
}
