namespace EdgeEcg.Training.Challenge;

/// <summary>What is known to be true of one beat.</summary>
/// <param name="SampleIndex">Its R peak.</param>
/// <param name="Word">What it is, in words.</param>
/// <param name="IsAbnormal">What the visitor should mark; none where the truth does not say.</param>
internal readonly record struct TruthBeat(long SampleIndex, string Word, bool? IsAbnormal);
