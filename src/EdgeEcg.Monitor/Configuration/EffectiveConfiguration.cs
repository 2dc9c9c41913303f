using System.Globalization;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// Every key with the text in force, from the file or by default. It may be published: secrets are in files
/// of their own, and only the names of those are in it. Two are equal when they say the same.
/// </summary>
public sealed class EffectiveConfiguration(IReadOnlyDictionary<string, string> texts)
    : IEquatable<EffectiveConfiguration>
{
    public IReadOnlyDictionary<string, string> Texts { get; } = texts;

    /// <summary>The version of the layout that the file has.</summary>
    public int Layout { get; } = int.TryParse(
        texts.GetValueOrDefault(ConfigurationKeys.Version.Path), CultureInfo.InvariantCulture,
        out int version)
            ? version
            : ConfigurationKeys.CurrentVersion;

    public bool Equals(EffectiveConfiguration? other) =>
        other is not null && Texts.Count == other.Texts.Count
        && Texts.All(t => other.Texts.TryGetValue(t.Key, out string? text) && text == t.Value);

    public override bool Equals(object? obj) => Equals(obj as EffectiveConfiguration);

    public override int GetHashCode() => Texts.Count;
}
