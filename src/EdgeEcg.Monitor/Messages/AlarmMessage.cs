namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// Topic <c>alarm/code</c>: retained while the alarm is present; an empty payload clears it.
/// </summary>
public sealed record AlarmMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    /// <summary>One of <see cref="EventCodes"/>; at most one alarm of each is held.</summary>
    public required string Code { get; init; }

    /// <summary>The event that raised it last.</summary>
    public required EventId EventId { get; init; }

    public required EventKind Kind { get; init; }

    public required EventPriority Priority { get; init; }

    public required AlarmPresence Presence { get; init; }

    /// <summary>Whether it stays until somebody has looked, though the condition is over.</summary>
    public required bool Latching { get; init; }

    /// <summary>How often it was raised since it was last gone.</summary>
    public required long Count { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }

    public required long OnsetSampleIndex { get; init; }

    public required DateTimeOffset? Onset { get; init; }

    public required DateTimeOffset? Determined { get; init; }

    /// <summary>When the condition ended; null while it persists.</summary>
    public required DateTimeOffset? Cleared { get; init; }

    /// <summary>When somebody looked; null while nobody has, or the clock was unset.</summary>
    public required DateTimeOffset? Acknowledged { get; init; }

    /// <summary>Who, as they said.</summary>
    public required string? AcknowledgedBy { get; init; }

    public required ClockState Clock { get; init; }

    public string Disclaimer { get; init; } = MessageContract.Disclaimer;
}
