using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Journal;

/// <summary>Messages that will not come, counted by kind and reason until somebody was told.</summary>
/// <param name="From">The wall clock when the first of them was posted.</param>
/// <param name="To">When the last of them was posted.</param>
public readonly record struct JournalGap(
    GapKind Kind, GapReason Reason, long Messages, long Bytes, DateTimeOffset From, DateTimeOffset To)
{
    public JournalGap Plus(in JournalGap other) => this with
    {
        Messages = Messages + other.Messages,
        Bytes = Bytes + other.Bytes,
        From = From < other.From ? From : other.From,
        To = To > other.To ? To : other.To,
    };

    /// <summary>What is left after a part of it was told.</summary>
    public JournalGap Minus(in JournalGap told) =>
        this with { Messages = Messages - told.Messages, Bytes = Bytes - told.Bytes };

    internal static JournalGap Of(JournalEntry entry, GapReason reason) => new(
        KindOf(entry.Lane), reason, 1, entry.Bytes, entry.Posted, entry.Posted);

    internal static GapKind KindOf(JournalLane lane) => lane switch
    {
        JournalLane.Alarm => GapKind.Alarm,
        JournalLane.Strip => GapKind.Strip,
        _ => GapKind.Telemetry,
    };
}
