using System.Text;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// From a YAML file to a <see cref="MonitorConfiguration"/>, or to everything that is wrong with it at once.
/// </summary>
public static class ConfigurationFile
{
    // The commented example is 6 KB; a file this large is not a configuration.
    private const int MaxBytes = 1 << 20;

    /// <exception cref="ConfigurationException">
    /// The file cannot be read, or its content cannot be used.
    /// </exception>
    public static MonitorConfiguration Load(string path) => Parse(path, ReadText(path));

    /// <exception cref="ConfigurationException">It cannot be read, is too large or is no text.</exception>
    public static string ReadText(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
            {
                throw Unreadable(path, $"{stream.Length} bytes", $"at most {MaxBytes}");
            }

            using StreamReader reader = new(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return reader.ReadToEnd();
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, $"no way to read it ({trouble.Message})", "a readable file");
        }
        catch (DecoderFallbackException)
        {
            throw Unreadable(path, "bytes that are no UTF-8", "UTF-8 text");
        }
    }

    /// <param name="path">Names the file in errors, and is where relative paths in it start from.</param>
    /// <exception cref="ConfigurationException">The content cannot be used.</exception>
    public static MonitorConfiguration Parse(string path, string text)
    {
        List<ConfigurationFinding> findings = [];
        Dictionary<string, YamlEntry> entries = ReadEntries(path, text, findings);
        MonitorConfiguration configuration = ConfigurationBuilder.Build(
            new ConfigurationValues(path, entries, findings));
        return findings.Count == 0
            ? configuration
            : throw new ConfigurationException([.. findings.OrderBy(f => f.Line).ThenBy(f => f.Column)]);
    }

    /// <summary>What the file says, whatever its layout, by the paths of the present one.</summary>
    internal static Dictionary<string, YamlEntry> ReadEntries(
        string path, string text, List<ConfigurationFinding> findings) =>
        ReadEntries(path, text, ConfigurationKeys.All, findings);

    /// <summary>The same for a file with other keys as well.</summary>
    internal static Dictionary<string, YamlEntry> ReadEntries(
        string path, string text, IReadOnlyList<IConfigurationKey> keys, List<ConfigurationFinding> findings)
    {
        string[] paths = [.. keys.Select(k => k.Path)];
        Dictionary<string, YamlEntry> entries = YamlReader.Read(path, text, paths, findings);
        int version = ConfigurationMigrations.VersionOf(entries);
        if (version == ConfigurationKeys.CurrentVersion)
        {
            return entries;
        }

        // What was unknown to the present layout may be well known to the file's own.
        findings.Clear();
        IReadOnlyList<string> older = ConfigurationMigrations.PathsOf(version, paths);
        return ConfigurationMigrations.Apply(version, YamlReader.Read(path, text, older, findings));
    }

    /// <summary>What a file of the given layout says, by the paths of that layout.</summary>
    internal static Dictionary<string, YamlEntry> ReadAsWritten(string path, string text, int version) =>
        YamlReader.Read(
            path, text,
            ConfigurationMigrations.PathsOf(version, ConfigurationKeys.All.Select(k => k.Path)), []);

    private static ConfigurationException Unreadable(string path, string found, string expected) =>
        new([new ConfigurationFinding(path, 1, 1, "", found, expected)]);
}
