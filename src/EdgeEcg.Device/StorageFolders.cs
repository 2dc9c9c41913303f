using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device;

/// <summary>Where the daemon keeps things, for the verbs that look at them.</summary>
internal static class StorageFolders
{
    private const string DefaultConfiguration = "/etc/edgeecg/edgeecg.yaml";
    private const string DefaultFolder = "/var/lib/edgeecg";

    /// <summary>The default of model.trusted_keys_folder.</summary>
    public const string DefaultTrustedKeys = "/etc/edgeecg/model-keys";

    /// <param name="storage">As given on the command line; goes first.</param>
    /// <param name="config">As given on the command line.</param>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public static string Recordings(string? storage, string? config) =>
        Find(storage, config).Storage.Recordings;

    /// <summary>The storage folder itself.</summary>
    /// <inheritdoc cref="Recordings"/>
    public static string Root(string? storage, string? config) => Find(storage, config).Storage.Folder;

    /// <returns>Where things are kept, and the configuration where there is one.</returns>
    public static (StorageConfiguration Storage, MonitorConfiguration? Configuration) Find(
        string? storage, string? config)
    {
        string? file = config ?? (File.Exists(DefaultConfiguration) ? DefaultConfiguration : null);
        if (storage is not null && config is null)
        {
            return (new StorageConfiguration(Path.GetFullPath(storage)), null);
        }

        MonitorConfiguration? configuration = file is null ? null : ConfigurationFile.Load(file);
        StorageConfiguration own = configuration?.Storage ?? new StorageConfiguration(DefaultFolder);
        return (storage is null ? own : new StorageConfiguration(Path.GetFullPath(storage)), configuration);
    }
}
