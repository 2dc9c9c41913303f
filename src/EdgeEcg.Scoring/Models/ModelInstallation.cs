namespace EdgeEcg.Scoring.Models;

/// <summary>What came of an install.</summary>
/// <param name="Package">As it is in the store.</param>
/// <param name="SignedBy">The trusted key; null where none is asked for.</param>
/// <param name="Changed">False where this model was active already.</param>
public sealed record ModelInstallation(ModelPackage Package, string? SignedBy, bool Changed);
