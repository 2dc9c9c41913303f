namespace EdgeEcg.Core.Synthetic;

/// <summary>A beat with everything its waveform depends on.</summary>
/// <param name="PeakSeconds">
/// Time of lead 1's main deflection since the first sample; exact, not rounded to a sample.
/// </param>
/// <param name="Stretch">
/// Square root of the preceding RR interval in seconds, within physiological limits.
/// </param>
internal readonly record struct PlannedBeat(
    double PeakSeconds, SyntheticBeatClass Class, double Stretch, double Gain);
