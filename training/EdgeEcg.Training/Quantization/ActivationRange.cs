namespace EdgeEcg.Training.Quantization;

/// <summary>The values a tensor is expected to take; what lies outside is clamped.</summary>
internal readonly record struct ActivationRange(float Min, float Max);
