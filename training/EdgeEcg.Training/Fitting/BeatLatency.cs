namespace EdgeEcg.Training.Fitting;

/// <summary>How long ONNX Runtime takes for one beat, over many calls.</summary>
/// <param name="P50Microseconds">Half of the calls are done in this time.</param>
/// <param name="P99Microseconds">99 of 100 are.</param>
public readonly record struct BeatLatency(double P50Microseconds, double P99Microseconds);
