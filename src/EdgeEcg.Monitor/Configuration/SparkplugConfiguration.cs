namespace EdgeEcg.Monitor.Configuration;

/// <summary>The device as an edge node of Sparkplug B, beside its own topics.</summary>
/// <param name="Enabled">Whether it is one.</param>
/// <param name="Group">The group of the node; the node has the device's id.</param>
public sealed record SparkplugConfiguration(bool Enabled, string Group);
