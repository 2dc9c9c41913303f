namespace EdgeEcg.Monitor.Configuration;

/// <param name="Folder">
/// What must outlive a restart is below it, each part in a place of its own; see docs/configuration.md.
/// </param>
public sealed record StorageConfiguration(string Folder);
