using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device;

/// <summary>Where the daemon keeps things, for the verbs that look at them.</summary>
internal static class StorageFolders
{
    private const string DefaultConfiguration = "/etc/edgeecg/edgeecg.yaml";
    private const string DefaultFolder = "/var/lib/edgeecg";

    /// <param name="storage">As given on the command line; goes first.</param>
    /// <param name="config">As given on the command line.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static string Recordings(string? storage, string? config) =>
        new StorageConfiguration(Root(storage, config)).Recordings;

    /// <summary>The storage folder itself.</summary>
    /// <inheritdoc cref="Recordings"/>
    public static string Root(string? storage, string? config)
    {
        if (storage is not null)
        {
            return Path.GetFullPath(storage);
        }

        string? file = config ?? (File.Exists(DefaultConfiguration) ? DefaultConfiguration : null);
        return file is null ? DefaultFolder : ConfigurationFile.Load(file).Storage.Folder;
    }
}
