namespace EdgeEcg.Monitor.Messages;

/// <summary>Topic <c>status</c>: retained; its offline form is also the last will.</summary>
public sealed record StatusMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required Presence State { get; init; }

    public required StatusReason Reason { get; init; }

    public required RunMode Mode { get; init; }

    /// <summary>How the run before this one ended.</summary>
    public required LastEnd LastEnd { get; init; }

    public required string BootId { get; init; }

    /// <summary>
    /// Connections since boot, from 1: equal in a birth and in the will that belongs to it.
    /// </summary>
    public required long Session { get; init; }
}
