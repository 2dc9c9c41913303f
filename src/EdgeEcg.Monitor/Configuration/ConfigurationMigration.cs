namespace EdgeEcg.Monitor.Configuration;

/// <summary>One file brought to the present layout, without writing it.</summary>
/// <param name="FromVersion">The layout it had; the present one where nothing is to be done.</param>
/// <param name="Text">The file in the present layout.</param>
/// <param name="Changes">One phrase each, for people.</param>
public sealed record ConfigurationMigration(int FromVersion, string Text, IReadOnlyList<string> Changes)
{
    public static int CurrentVersion => ConfigurationKeys.CurrentVersion;

    /// <exception cref="ConfigurationException">
    /// The file cannot be used as it is, or is written in a way that cannot be edited without a person.
    /// </exception>
    public static ConfigurationMigration Of(string path, string text)
    {
        MonitorConfiguration before = ConfigurationFile.Parse(path, text);
        int version = before.Effective.Layout;
        if (version == CurrentVersion)
        {
            return new ConfigurationMigration(version, text, []);
        }

        Dictionary<string, YamlEntry> written = ConfigurationFile.ReadAsWritten(path, text, version);
        string rewritten = ConfigurationMigrations.Rewrite(version, text, written);
        if (!IsTheSame(path, before, rewritten))
        {
            YamlEntry place = written[ConfigurationKeys.Version.Path];
            throw new ConfigurationException([new ConfigurationFinding(
                path, place.Line, place.Column, ConfigurationKeys.Version.Path,
                "a way of writing that cannot be edited by itself",
                "plain 'key: value' lines; docs/configuration.md lists what changed since layout 1")]);
        }

        string[] changes = [.. ConfigurationMigrations.Since(version).Where(m => written.ContainsKey(m.From))
            .Select(m => $"{m.From} is now {m.To}")];
        return new ConfigurationMigration(version, rewritten, changes);
    }

    // The proof of an edit is that the file still says what it said.
    private static bool IsTheSame(string path, MonitorConfiguration before, string rewritten)
    {
        try
        {
            MonitorConfiguration after = ConfigurationFile.Parse(path, rewritten);
            return after.Effective.Layout == CurrentVersion
                && after == before with { Effective = after.Effective };
        }
        catch (ConfigurationException)
        {
            return false;
        }
    }
}
