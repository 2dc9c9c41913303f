namespace EdgeEcg.Monitor.Configuration;

/// <param name="Folder">A model package; null: the one that comes with the program.</param>
public sealed record ModelConfiguration(string? Folder);
