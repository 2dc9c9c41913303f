namespace EdgeEcg.Scoring.Models;

/// <summary>A model of the store as it is now.</summary>
/// <param name="Id">SHA-256 of its ONNX file.</param>
/// <param name="Manifest">None where the package is damaged.</param>
/// <param name="Installed">By the device's clock.</param>
/// <param name="SignedBy">The trusted key; null where none is asked for or none fits.</param>
/// <param name="Fault">Why it would be refused now; null where it would not.</param>
public sealed record StoredModel(
    string Id, ModelManifest? Manifest, DateTimeOffset? Installed, string? SignedBy, string? Fault);
