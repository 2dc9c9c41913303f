namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// Topic <c>homeassistant/device/id/config</c>, retained: one payload that describes the device with all its entities
/// (home-assistant.io, MQTT integration, "Device discovery payload").
/// </summary>
public sealed record DiscoveryMessage
{
    public required DiscoveryDevice Device { get; init; }

    public required DiscoveryOrigin Origin { get; init; }

    public required IReadOnlyList<DiscoveryAvailability> Availability { get; init; }

    /// <summary>By a local id that never changes.</summary>
    public required IReadOnlyDictionary<string, DiscoveryComponent> Components { get; init; }

    public int Qos { get; init; } = 1;
}
