using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Evaluation;

/// <summary>A beat that the device's code found and scored, with what the reference says of it.</summary>
/// <param name="SampleIndex">Its R peak, in samples of the record.</param>
/// <param name="Class">The reference's class; <see cref="BeatClass.None"/> for a beat that is none.</param>
/// <param name="Score">As in <c>beats.csv</c>.</param>
/// <param name="Reasons">Why it was flagged; none where it was not.</param>
/// <param name="Parts">What the score was made of, in the order of <see cref="VerdictPart"/>.</param>
public readonly record struct ScoredBeat(
    long SampleIndex, BeatClass Class, float Score, BeatReasons Reasons, ReadOnlyMemory<float> Parts)
{
    /// <summary>The device would have raised an event.</summary>
    public bool Anomalous => Reasons != BeatReasons.None;
}
