namespace EdgeEcg.Monitor.Messages;

/// <summary>Where Home Assistant sees whether the device is there; the payloads are its defaults, online and offline.</summary>
public sealed record DiscoveryAvailability
{
    public required string Topic { get; init; }

    public required string ValueTemplate { get; init; }
}
