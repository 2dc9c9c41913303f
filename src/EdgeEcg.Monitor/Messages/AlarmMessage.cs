namespace EdgeEcg.Monitor.Messages;

/// <summary>Topic <c>alarm/code</c>: retained while the alarm is present; an empty payload clears it.</summary>
public sealed record AlarmMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    /// <summary>One of <see cref="EventCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>The event that raised it last.</summary>
    public required EventId EventId { get; init; }

    public required EventKind Kind { get; init; }

    public required EventPriority Priority { get; init; }

    public required AlarmPresence Presence { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Text { get; init; }

    public required long OnsetSampleIndex { get; init; }

    public required DateTimeOffset? Onset { get; init; }

    public required DateTimeOffset? Determined { get; init; }

    /// <summary>When the condition ended; null while it persists.</summary>
    public required DateTimeOffset? Cleared { get; init; }

    public required ClockState Clock { get; init; }

    public string Disclaimer { get; init; } = MessageContract.Disclaimer;
}
