using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Challenge;

/// <summary>What the device's code made of one beat.</summary>
/// <param name="SampleIndex">Its R peak, in samples of the record.</param>
/// <param name="Verdict">Score and reasons.</param>
/// <param name="Waveform">As the model saw it, in µV: leads × samples.</param>
/// <param name="Reconstruction">
/// As the model would have it, in µV: leads × samples; empty where it was not scored.
/// </param>
internal sealed record JudgedBeat(
    long SampleIndex, BeatVerdict Verdict, float[] Waveform, float[] Reconstruction);
