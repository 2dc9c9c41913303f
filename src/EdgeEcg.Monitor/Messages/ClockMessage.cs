namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// Topic <c>clock</c>: retained; the offset record. Ties sample indexes of this boot to the wall clock,
/// whenever that begins to mean something else.
/// </summary>
public sealed record ClockMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required string BootId { get; init; }

    public required ClockState Clock { get; init; }

    public required long SampleIndex { get; init; }

    /// <summary>Of that sample; null while the clock is unset.</summary>
    public required DateTimeOffset? Time { get; init; }

    public required double RateSps { get; init; }

    /// <summary>To be added to times told since the message before; null where none were.</summary>
    public required double? CorrectionMs { get; init; }
}
