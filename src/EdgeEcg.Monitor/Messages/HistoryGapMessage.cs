namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// Topic <c>history/gap</c>: messages that will not come, how many, from when to when, and why.
/// </summary>
public sealed record HistoryGapMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    /// <summary>Of the run that tells it; the messages may be of earlier ones.</summary>
    public required string BootId { get; init; }

    public required GapKind Kind { get; init; }

    public required GapReason Reason { get; init; }

    /// <summary>Messages; at least 1.</summary>
    public required long Messages { get; init; }

    /// <summary>Of all of them together.</summary>
    public required long Bytes { get; init; }

    /// <summary>When the first of them was posted; null while the clock was unset.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>When the last of them was posted.</summary>
    public required DateTimeOffset? To { get; init; }
}
