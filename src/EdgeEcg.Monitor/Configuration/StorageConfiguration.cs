namespace EdgeEcg.Monitor.Configuration;

/// <param name="Folder">
/// What must outlive a restart is below it, each part in a place of its own; see docs/configuration.md.
/// </param>
public sealed record StorageConfiguration(string Folder)
{
    /// <summary>The raw signal; see docs/recording.md.</summary>
    public string Recordings => Path.Combine(Folder, "recordings");

    /// <summary>Installed model packages; see docs/models.md.</summary>
    public string Models => Path.Combine(Folder, "models");

    /// <summary>Small things to remember from one run to the next.</summary>
    public string State => Path.Combine(Folder, "state");
}
