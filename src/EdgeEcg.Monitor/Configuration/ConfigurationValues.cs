namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// The values of one file by key: what it says, or the default. What is wrong is collected, not thrown.
/// </summary>
internal sealed class ConfigurationValues(
    string file, IReadOnlyDictionary<string, YamlEntry> entries, List<ConfigurationFinding> findings)
{
    public EffectiveConfiguration Effective() =>
        new(ConfigurationKeys.All.ToDictionary(
            k => k.Path,
            k => entries.TryGetValue(k.Path, out YamlEntry e) && !e.IsNothing ? e.Text : k.Written));

    public T Get<T>(ConfigurationKey<T> key)
    {
        if (!entries.TryGetValue(key.Path, out YamlEntry entry) || entry.IsNothing)
        {
            if (key.Required)
            {
                Add(key.Path, "nothing", key.Expected);
            }

            return key.Default;
        }

        if (key.TryRead(entry.Text, out T value))
        {
            return value;
        }

        Add(key.Path, $"'{entry.Text}'", key.Expected);
        return key.Default;
    }

    public string? GetPath(ConfigurationKey<string?> key) => Get(key) is { } path ? Absolute(path) : null;

    /// <summary>
    /// A path in the file is relative to the folder of the file, not to wherever the program was started.
    /// </summary>
    public string Absolute(string path) =>
        Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(file))!);

    public void Add(string path, string found, string expected)
    {
        bool there = entries.TryGetValue(path, out YamlEntry entry);
        findings.Add(new ConfigurationFinding(
            file, there ? entry.Line : 1, there ? entry.Column : 1, there ? entry.Path : path, found,
            expected));
    }
}
