namespace EdgeEcg.Monitor.Messages;

/// <summary>One entity. Which keys apply depends on the platform.</summary>
public sealed record DiscoveryComponent
{
    public required string Platform { get; init; }

    public required string UniqueId { get; init; }

    public required string Name { get; init; }

    /// <summary>Of an entity that shows something.</summary>
    public string? StateTopic { get; init; }

    /// <summary>Of an entity that does something.</summary>
    public string? CommandTopic { get; init; }

    /// <summary>What a button sends.</summary>
    public string? PayloadPress { get; init; }

    /// <summary>What a select sends.</summary>
    public string? CommandTemplate { get; init; }

    /// <summary>What a select offers.</summary>
    public IReadOnlyList<string>? Options { get; init; }

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
