using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Monitor.Provisioning;

/// <summary>A provisioning file that was checked: all that a device is to be told, nothing done.</summary>
public sealed class ProvisionOrder
{
    internal const string TakenBy = "(taken by ";

    private readonly IReadOnlyDictionary<string, YamlEntry> _entries;

    internal ProvisionOrder(
        string path, string text, IReadOnlyDictionary<string, YamlEntry> entries,
        MonitorConfiguration configuration, IReadOnlyList<ImportedFile> files, ProvisionClaim? claim,
        bool wipe)
    {
        Path = System.IO.Path.GetFullPath(path);
        Text = text;
        _entries = entries;
        Configuration = configuration;
        Files = files;
        Claim = claim;
        Wipe = wipe;
    }

    public string Path { get; }

    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    public string Text { get; }

    /// <summary>As it will be, but for the folder of its files.</summary>
    public MonitorConfiguration Configuration { get; }

    public IReadOnlyList<ImportedFile> Files { get; }

    /// <summary>Null where the certificate is on the stick, or none is needed.</summary>
    public ProvisionClaim? Claim { get; }

    /// <summary>Whether secrets are to be wiped from the stick.</summary>
    public bool Wipe { get; }

    public string DeviceId => Configuration.Device.Id;

    /// <summary>The key is made on the device unless one was brought.</summary>
    public bool BringsKey => Files.Any(f => f.Key == ConfigurationKeys.TlsKeyFile.Path);

    public bool BringsCertificate => Files.Any(f => f.Key == ConfigurationKeys.TlsCertificateFile.Path);

    /// <summary>The device's configuration file.</summary>
    /// <param name="folder">Where its credentials will be.</param>
    /// <param name="keyFile">The device's own key.</param>
    /// <param name="certificateFile">In that folder; null where the device has none.</param>
    public string ConfigurationText(string header, string folder, string keyFile, string? certificateFile) =>
        ConfigurationWriter.Write(
            header, ProvisionReader.OnDevice(_entries, Files, folder, keyFile, certificateFile));

    /// <summary>The provisioning file without its secrets; the same text where it has none.</summary>
    public string ScrubbedText()
    {
        string text = Text;
        IEnumerable<YamlEntry> secrets = ((string[])[ProvisionKeys.MqttPassword.Path,
            ProvisionKeys.PagePassword.Path, ProvisionKeys.ClaimToken.Path])
            .Where(key => _entries.TryGetValue(key, out YamlEntry e) && !e.IsNothing)
            .Select(key => _entries[key]);
        foreach (YamlEntry secret in secrets.OrderByDescending(s => s.Value.Start.Value))
        {
            text = $"{text[..secret.Value.Start]}\"{TakenBy}{DeviceId})\"{text[secret.Value.End..]}";
        }

        return text;
    }

    /// <summary>A fault that only the device can see, at its place in the file.</summary>
    public ConfigurationException Refuse(string key, string found, string expected)
    {
        bool there = _entries.TryGetValue(key, out YamlEntry entry);
        return new ConfigurationException([new ConfigurationFinding(
            Path, there ? entry.Line : 1, there ? entry.Column : 1, key, found, expected)]);
    }

    /// <summary>That the certificate on the stick is not for this device's key.</summary>
    public ConfigurationException RefuseCertificate(string found, string expected) =>
        Refuse(ConfigurationKeys.TlsCertificateFile.Path, found, expected);
}
