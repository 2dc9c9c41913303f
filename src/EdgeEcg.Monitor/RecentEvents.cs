using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor;

/// <summary>
/// Where the newest events of this run were, for the seconds until the recording tells of them, and where
/// there is no recording. Belongs to the analysing thread; bounded.
/// </summary>
public sealed class RecentEvents
{
    private const int Capacity = 256;

    private readonly (EventId Id, long SampleIndex)[] _events = new (EventId, long)[Capacity];

    public void Note(EventId id, long sampleIndex) => _events[SlotOf(id)] = (id, sampleIndex);

    /// <summary>The event's sample; null where it is of another run, too old, or never was.</summary>
    public long? SampleOf(EventId id) => _events[SlotOf(id)] is var (known, at) && known == id ? at : null;

    private static int SlotOf(EventId id) => (int)(id.Sequence % Capacity);
}
