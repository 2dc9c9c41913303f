namespace EdgeEcg.Monitor.Messages;

/// <summary>Which program speaks; Home Assistant logs it.</summary>
public sealed record DiscoveryOrigin
{
    public required string Name { get; init; }

    public required string SwVersion { get; init; }
}
