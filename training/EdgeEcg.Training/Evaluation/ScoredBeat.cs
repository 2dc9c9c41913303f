namespace EdgeEcg.Training.Evaluation;

/// <summary>A beat that the device's code found and scored, with what the reference says of it.</summary>
/// <param name="SampleIndex">Its R peak, in samples of the record.</param>
/// <param name="Class">The reference's class; <see cref="BeatClass.None"/> for a beat that is none.</param>
/// <param name="Score">As in <c>beats.csv</c>.</param>
/// <param name="Anomalous">The device would have raised an event.</param>
public readonly record struct ScoredBeat(long SampleIndex, BeatClass Class, float Score, bool Anomalous);
