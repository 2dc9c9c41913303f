using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Monitor.Configuration;

/// <param name="Folder">
/// A model package; null: what is installed, or the one that comes with the program.
/// </param>
/// <param name="TrustedKeysFolder">Who may make models for this device.</param>
/// <param name="Trial">What a newly installed model has to live up to.</param>
public sealed record ModelConfiguration(string? Folder, string TrustedKeysFolder, ModelTrialLimits Trial);
