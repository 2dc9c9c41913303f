using System.Text;
using EdgeEcg.Monitor.Configuration;
using Keys = EdgeEcg.Monitor.Configuration.ConfigurationKeys;

namespace EdgeEcg.Monitor.Provisioning;

/// <summary>Reads one provisioning file and the files that it names; collects what is wrong.</summary>
internal sealed class ProvisionReader(string file, string text)
{
    // Stands for the folder that is not known before its content is.
    private const string SomeFolder = "/etc/edgeecg/credentials/new";

    private readonly List<ConfigurationFinding> _findings = [];
    private readonly List<ImportedFile> _files = [];
    private Dictionary<string, YamlEntry> _entries = [];

    /// <exception cref="ConfigurationException">Something is wrong.</exception>
    public ProvisionOrder Read()
    {
        _entries = ConfigurationFile.ReadEntries(file, text, [.. Keys.All, .. ProvisionKeys.All], _findings);
        ConfigurationValues values = new(file, _entries, _findings);
        ReadInline(values, ProvisionKeys.MqttPassword, Keys.PasswordFile, "mqtt-password");
        ReadInline(values, ProvisionKeys.PagePassword, Keys.PagePasswordFile, "page-password");
        Import(values, Keys.PasswordFile, "mqtt-password", isSecret: true, ProvisionChecks.Secret);
        Import(values, Keys.PagePasswordFile, "page-password", isSecret: true, ProvisionChecks.Secret);
        Import(values, Keys.PageTokenFile, "page-token", isSecret: true, ProvisionChecks.Secret);
        Import(values, Keys.TlsCaFile, "ca.pem", isSecret: false, ProvisionChecks.Certificates);
        Import(values, Keys.TlsCertificateFile, "device.pem", isSecret: false, ProvisionChecks.Certificates);
        Import(values, Keys.TlsKeyFile, "device.key", isSecret: true, ProvisionChecks.Key);
        CheckPair(values);
        ExpectFullPaths(values);
        ProvisionClaim? claim = ReadClaim(values);
        bool wipe = values.Get(ProvisionKeys.Wipe);
        MonitorConfiguration configuration = Build(claim);
        return _findings.Count == 0
            ? new ProvisionOrder(file, text, _entries, configuration, _files, claim, wipe)
            : throw new ConfigurationException([.. _findings.OrderBy(f => f.Line).ThenBy(f => f.Column)]);
    }

    /// <summary>The entries of the device's configuration: files where the device has them.</summary>
    public static Dictionary<string, YamlEntry> OnDevice(
        IReadOnlyDictionary<string, YamlEntry> entries, IReadOnlyList<ImportedFile> files, string folder,
        string keyFile, string? certificateFile)
    {
        Dictionary<string, YamlEntry> result = entries
            .Where(e => !e.Key.StartsWith("provision.", StringComparison.Ordinal))
            .ToDictionary(e => e.Key, e => e.Value);
        result[Keys.Version.Path] = At(result, Keys.Version.Path, Keys.Version.Written);
        foreach (ImportedFile imported in files)
        {
            result[imported.Key] = At(result, imported.Key, $"{folder}/{imported.Name}");
        }

        if (certificateFile is not null)
        {
            result[Keys.TlsCertificateFile.Path] = At(result, Keys.TlsCertificateFile.Path, certificateFile);
            result[Keys.TlsKeyFile.Path] = At(result, Keys.TlsKeyFile.Path, keyFile);
        }

        return result;
    }

    private static YamlEntry At(Dictionary<string, YamlEntry> entries, string key, string text) =>
        entries.TryGetValue(key, out YamlEntry there)
            ? there with { Text = text }
            : new YamlEntry(key, text, 1, 1);

    private void ReadInline(
        ConfigurationValues values, ConfigurationKey<string?> key, ConfigurationKey<string?> target,
        string name)
    {
        if (values.Get(key) is not { } secret)
        {
            return;
        }

        if (values.Get(target) is not null)
        {
            values.Add(key.Path, "it beside a file", $"either it or {target.Path}");
        }

        _files.Add(new ImportedFile(target.Path, name, Encoding.UTF8.GetBytes(secret), null, IsSecret: true));
    }

    private void Import(
        ConfigurationValues values, ConfigurationKey<string?> key, string name, bool isSecret,
        Func<byte[], string?> fault)
    {
        if (values.GetPath(key) is not { } source || _files.Any(f => f.Key == key.Path))
        {
            return;
        }

        byte[]? content = ProvisionChecks.ReadFile(source, out string trouble);
        if (content is null)
        {
            values.Add(key.Path, trouble, "a file beside this one");
        }
        else if (fault(content) is { } found)
        {
            values.Add(key.Path, $"{found} in {source}", key.Reason.TrimEnd('.'));
        }
        else
        {
            _files.Add(new ImportedFile(key.Path, name, content, source, isSecret));
        }
    }

    private void CheckPair(ConfigurationValues values)
    {
        byte[]? certificate = _files.Find(f => f.Key == Keys.TlsCertificateFile.Path)?.Content;
        byte[]? key = _files.Find(f => f.Key == Keys.TlsKeyFile.Path)?.Content;
        if (certificate is not null && key is not null && !ProvisionChecks.BelongTogether(certificate, key))
        {
            values.Add(Keys.TlsKeyFile.Path, "a key that is not the certificate's", "its own key");
        }
    }

    private void ExpectFullPaths(ConfigurationValues values)
    {
        string[] keys = [Keys.ModelFolder.Path, Keys.RecordPath.Path, Keys.StorageFolder.Path];
        foreach (string key in keys)
        {
            if (_entries.TryGetValue(key, out YamlEntry entry) && !entry.IsNothing && entry.Text[0] != '/')
            {
                values.Add(key, $"'{entry.Text}'", "a full path on the device, from '/' on");
            }
        }
    }

    private ProvisionClaim? ReadClaim(ConfigurationValues values)
    {
        string topic = values.Get(ProvisionKeys.ClaimTopic);
        int? port = values.Get(ProvisionKeys.ClaimPort);
        TimeSpan wait = TimeSpan.FromSeconds(values.Get(ProvisionKeys.ClaimWait));
        if (values.Get(ProvisionKeys.ClaimToken) is not { } token)
        {
            return null;
        }

        if (!values.Get(Keys.TlsEnabled))
        {
            values.Add(
                ProvisionKeys.ClaimToken.Path, "a claim without TLS",
                $"{Keys.TlsEnabled.Path}: true as well");
            return null;
        }

        if (_files.Any(f => f.Key == Keys.TlsCertificateFile.Path || f.Key == Keys.TlsKeyFile.Path))
        {
            values.Add(
                ProvisionKeys.ClaimToken.Path, "it beside a certificate or key",
                "either a claim or a certificate from the stick");
        }

        return new ProvisionClaim(token, topic, port, wait);
    }

    private MonitorConfiguration Build(ProvisionClaim? claim)
    {
        bool hasCertificate = claim is not null || _files.Any(f => f.Key == Keys.TlsCertificateFile.Path);
        Dictionary<string, YamlEntry> device = OnDevice(
            _entries, _files, SomeFolder, SomeFolder + "/device.key",
            hasCertificate ? SomeFolder + "/device.pem" : null);
        if (_entries.TryGetValue(Keys.Version.Path, out YamlEntry version))
        {
            device[Keys.Version.Path] = version;
        }
        else
        {
            device.Remove(Keys.Version.Path);
        }

        // What a value was refused for above is not told a second time.
        List<ConfigurationFinding> findings = [];
        MonitorConfiguration configuration =
            ConfigurationBuilder.Build(new ConfigurationValues(file, device, findings));
        _findings.AddRange(findings.Where(f => !_findings.Any(g => g.Key == f.Key)));
        return configuration;
    }
}
