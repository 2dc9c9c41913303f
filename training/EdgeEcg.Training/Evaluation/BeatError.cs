namespace EdgeEcg.Training.Evaluation;

/// <summary>One beat that a detector got wrong.</summary>
/// <param name="SampleIndex">Of the missed beat in the reference, or of the extra one in the test.</param>
/// <param name="Kind">Which of the two.</param>
public readonly record struct BeatError(long SampleIndex, BeatErrorKind Kind);
