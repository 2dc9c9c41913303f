namespace EdgeEcg.Monitor.Configuration;

/// <summary>All there is to know of one key of the configuration.</summary>
/// <param name="Expected">In words, with range and unit.</param>
/// <param name="Unit">Of a number; empty where there is none.</param>
/// <param name="Choices">The only texts there may be; empty: any within the limits.</param>
/// <param name="Default">As it would be written; empty: nothing.</param>
public sealed record KeyExplanation(
    string Key,
    string Expected,
    string Unit,
    double? Minimum,
    double? Maximum,
    IReadOnlyList<string> Choices,
    string Default,
    bool Required,
    string Reason)
{
    /// <summary>The key of that path, or all keys of that section.</summary>
    /// <exception cref="ConfigurationException">There is none; the nearest is named.</exception>
    public static IReadOnlyList<KeyExplanation> Of(string path)
    {
        KeyExplanation[] found = [.. ConfigurationKeys.All
            .Where(k => k.Path == path || k.Path.StartsWith(path + ".", StringComparison.Ordinal))
            .Select(Of)];
        string[] paths = [.. ConfigurationKeys.All.Select(k => k.Path)];
        return found.Length > 0
            ? found
            : throw new ConfigurationException([new ConfigurationFinding(
                "the table of keys", 1, 1, path, "an unknown key", KeySuggestion.For(path, paths))]);
    }

    private static KeyExplanation Of(IConfigurationKey key) => new(
        key.Path, key.Expected, key.Shape.Unit, key.Shape.Minimum, key.Shape.Maximum, key.Shape.Choices,
        key.Written, key.Required, key.Reason);
}
