namespace EdgeEcg.Monitor.Messages;

/// <summary>The device block of Home Assistant's discovery.</summary>
public sealed record DiscoveryDevice
{
    public required IReadOnlyList<string> Identifiers { get; init; }

    public required string Name { get; init; }

    public required string Manufacturer { get; init; }

    public required string Model { get; init; }

    public required string SwVersion { get; init; }

    public required string SerialNumber { get; init; }
}
