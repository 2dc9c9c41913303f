namespace EdgeEcg.Monitor.Configuration;

/// <summary>One key of the configuration file: how it is read, what it may be, and why.</summary>
/// <param name="Default">The value where the file says nothing.</param>
internal sealed record ConfigurationKey<T>(
    string Path, string Expected, T Default, string Written, string Reason, TryReadText<T> TryRead)
    : IConfigurationKey
{
    public bool Required { get; init; }

    public KeyShape Shape { get; init; } = new();

    public bool Accepts(string text) => TryRead(text, out _);
}
