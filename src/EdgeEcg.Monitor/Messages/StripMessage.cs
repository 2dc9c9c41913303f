namespace EdgeEcg.Monitor.Messages;

/// <summary>Topic <c>strip/event_id</c>: not retained; the ECG around an event.</summary>
public sealed record StripMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required EventId EventId { get; init; }

    /// <summary>The run whose samples these are; an exported strip may be of an earlier one.</summary>
    public required string BootId { get; init; }

    /// <summary>Of the first sample.</summary>
    public required long StartSampleIndex { get; init; }

    public required DateTimeOffset? StartTime { get; init; }

    public required ClockState Clock { get; init; }

    public required double RateSps { get; init; }

    /// <summary>Of each channel.</summary>
    public required int Samples { get; init; }

    /// <summary>
    /// Where in the strip the event's R peak is; of an exported one, that of the event asked for.
    /// </summary>
    public required int EventOffsetSamples { get; init; }

    public required IReadOnlyList<StripChannel> Channels { get; init; }

    public string Disclaimer { get; init; } = MessageContract.Disclaimer;
}
