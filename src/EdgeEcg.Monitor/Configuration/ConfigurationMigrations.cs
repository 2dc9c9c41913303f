using System.Globalization;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// What changed from layout to layout. A file of an older layout is read as it stands, its keys by their old
/// names, so that an update of the program never keeps a device from starting.
/// </summary>
internal static class ConfigurationMigrations
{
    /// <summary>Oldest first. docs/configuration.md lists them.</summary>
    public static readonly IReadOnlyList<KeyMigration> All =
    [
        // 'insecure: false' made people read a double negation about the one thing that must not be wrong.
        new(1, "mqtt.tls.insecure", ConfigurationKeys.TlsVerify.Path, Opposite),
    ];

    /// <summary>The layout that a file names; the present one where it names none that there was.</summary>
    public static int VersionOf(IReadOnlyDictionary<string, YamlEntry> entries) =>
        entries.TryGetValue(ConfigurationKeys.Version.Path, out YamlEntry entry)
        && ConfigurationKeys.Version.TryRead(entry.Text, out int version)
            ? version
            : ConfigurationKeys.CurrentVersion;

    /// <summary>The paths that a layout knows, from those of the present one.</summary>
    public static IReadOnlyList<string> PathsOf(int version, IEnumerable<string> present)
    {
        Dictionary<string, string> oldNames = Since(version).ToDictionary(m => m.To, m => m.From);
        return [.. present.Select(path => oldNames.GetValueOrDefault(path, path))];
    }

    /// <summary>Entries by their present paths; each still knows its old path, for messages.</summary>
    public static Dictionary<string, YamlEntry> Apply(int version, Dictionary<string, YamlEntry> entries)
    {
        foreach (KeyMigration migration in Since(version))
        {
            if (entries.Remove(migration.From, out YamlEntry entry))
            {
                entries.Add(migration.To, entry with { Text = migration.Value(entry.Text) });
            }
        }

        return entries;
    }

    /// <summary>The text of a file in the present layout; comments and order stay as they are.</summary>
    public static string Rewrite(int version, string text, IReadOnlyDictionary<string, YamlEntry> written)
    {
        List<(Range Where, string New)> edits =
        [
            (written[ConfigurationKeys.Version.Path].Value,
                ConfigurationKeys.CurrentVersion.ToString(CultureInfo.InvariantCulture)),
        ];
        foreach (KeyMigration migration in Since(version))
        {
            if (written.TryGetValue(migration.From, out YamlEntry entry))
            {
                edits.Add((entry.Name, migration.NewName));
                edits.Add((entry.Value, entry.IsNothing ? entry.Text : migration.Value(entry.Text)));
            }
        }

        return edits.OrderByDescending(edit => edit.Where.Start.Value)
            .Aggregate(text, (t, edit) => t[..edit.Where.Start] + edit.New + t[edit.Where.End..]);
    }

    public static IEnumerable<KeyMigration> Since(int version) => All.Where(m => m.LastVersion >= version);

    private static string Opposite(string flag) => flag switch
    {
        "true" => "false",
        "false" => "true",
        _ => flag,
    };
}
