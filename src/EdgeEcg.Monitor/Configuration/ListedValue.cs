namespace EdgeEcg.Monitor.Configuration;

/// <summary>One key with the value in force and where that came from.</summary>
/// <param name="Value">As the monitor reads it; empty: nothing.</param>
/// <param name="WrittenAs">The key's name in the file, which an older layout may call otherwise.</param>
/// <param name="Line">In the file; null: it is the default.</param>
/// <param name="File">The file that the value names, as a full path; null where it names none.</param>
/// <param name="IsSecret">What stands in that file is shown to nobody.</param>
public sealed record ListedValue(
    string Key, string Value, string WrittenAs, int? Line, string? File, bool IsSecret)
{
    /// <summary>Every key of the table, in its order.</summary>
    /// <exception cref="ConfigurationException">The content cannot be used.</exception>
    public static IReadOnlyList<ListedValue> All(string path, string text)
    {
        EffectiveConfiguration effective = ConfigurationFile.Parse(path, text).Effective;
        Dictionary<string, YamlEntry> entries = ConfigurationFile.ReadEntries(path, text, []);
        ConfigurationValues values = new(path, entries, []);
        return [.. ConfigurationKeys.All.Select(key => Of(key, effective.Texts[key.Path], entries, values))];
    }

    private static ListedValue Of(
        IConfigurationKey key, string value, Dictionary<string, YamlEntry> entries,
        ConfigurationValues values)
    {
        bool written = entries.TryGetValue(key.Path, out YamlEntry entry) && !entry.IsNothing;
        bool namesFile = key.Path.EndsWith("_file", StringComparison.Ordinal) && value.Length > 0;
        bool isSecret = namesFile && !key.Path.EndsWith("ca_file", StringComparison.Ordinal)
            && !key.Path.EndsWith("certificate_file", StringComparison.Ordinal);
        return new ListedValue(
            key.Path, value, written ? entry.Path : key.Path, written ? entry.Line : null,
            namesFile ? values.Absolute(value) : null, isSecret);
    }
}
