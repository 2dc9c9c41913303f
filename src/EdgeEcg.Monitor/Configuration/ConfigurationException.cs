namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// A configuration that cannot be used, with everything that is wrong about it, one sentence each.
/// </summary>
public sealed class ConfigurationException(IReadOnlyList<ConfigurationFinding> findings)
    : Exception(string.Join(Environment.NewLine, findings))
{
    public IReadOnlyList<ConfigurationFinding> Findings { get; } = findings;
}
