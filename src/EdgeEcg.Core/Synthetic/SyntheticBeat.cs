namespace EdgeEcg.Core.Synthetic;

/// <summary>The truth about one beat.</summary>
/// <param name="SampleIndex">
/// The sample at which lead 1 of this beat alone has its main deflection: the R peak, or of a ventricular
/// beat the larger peak, which may point down.
/// </param>
/// <param name="Obscured">
/// Nobody could see it: an electrode is off or settling, or the artefact is larger than the beat.
/// </param>
public readonly record struct SyntheticBeat(long SampleIndex, SyntheticBeatClass Class, bool Obscured);
