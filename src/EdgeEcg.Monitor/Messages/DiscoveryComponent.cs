namespace EdgeEcg.Monitor.Messages;

/// <summary>One entity. Which keys apply depends on the platform.</summary>
public sealed record DiscoveryComponent
{
    public required string Platform { get; init; }

    public required string UniqueId { get; init; }

    public required string Name { get; init; }

    public required string StateTopic { get; init; }

    public string? DefaultEntityId { get; init; }

    public string? ValueTemplate { get; init; }

    public string? DeviceClass { get; init; }

    public string? StateClass { get; init; }

    public string? UnitOfMeasurement { get; init; }

    public string? EntityCategory { get; init; }

    public string? Icon { get; init; }

    /// <summary>Seconds after which a value that was not renewed is unavailable.</summary>
    public int? ExpireAfter { get; init; }

    /// <summary>Seconds after which a binary sensor falls back to OFF by itself.</summary>
    public int? OffDelay { get; init; }

    /// <summary>Of an event entity: the values that <c>event_type</c> may have.</summary>
    public IReadOnlyList<string>? EventTypes { get; init; }
}
