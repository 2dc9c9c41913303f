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
    public static MonitorConfiguration Load(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length > MaxBytes)
            {
                throw Unreadable(path, $"{stream.Length} bytes", $"at most {MaxBytes}");
            }

            using StreamReader reader = new(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Parse(path, reader.ReadToEnd());
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
        Dictionary<string, YamlEntry> entries = YamlReader.Read(path, text, ConfigurationKeys.All, findings);
        MonitorConfiguration configuration = ConfigurationBuilder.Build(
            new ConfigurationValues(path, entries, findings));
        return findings.Count == 0
            ? configuration
            : throw new ConfigurationException([.. findings.OrderBy(f => f.Line).ThenBy(f => f.Column)]);
    }

    private static ConfigurationException Unreadable(string path, string found, string expected) =>
        new([new ConfigurationFinding(path, 1, 1, "", found, expected)]);
}
