using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Journal;

/// <summary>A message on its way, as the journal hands it out.</summary>
public sealed class JournalEntry
{
    /// <summary>Memory and disk beside topic and payload, roughly.</summary>
    private const int Overhead = 120;

    /// <summary>Rises with every message of this device, over restarts; none is used twice.</summary>
    public required long Sequence { get; set; }

    public required JournalLane Lane { get; init; }

    /// <summary>As it was posted.</summary>
    public required MqttMessage Message { get; init; }

    /// <summary>The wall clock when it was posted; not to be believed while the clock was unset.</summary>
    public required DateTimeOffset Posted { get; init; }

    /// <summary>The journal's own clock when it was posted: seconds in which a device has run.</summary>
    public required long PostedAtSecond { get; init; }

    /// <summary>Posted by an earlier run, or a present that is past: late in any case.</summary>
    public bool IsRecord { get; init; }

    /// <summary>Who has not acknowledged it.</summary>
    public JournalReaders Pending { get; internal set; }

    /// <summary>By the monotonic clock; 0 where an earlier run posted it.</summary>
    internal long PostedAt { get; init; }

    internal bool OnDisk { get; set; }

    internal int Refusals { get; set; }

    internal long ShiftedAt { get; private set; }

    /// <summary>Once for each opening of a disk, though the entry may be met twice.</summary>
    internal void Shift(long by, long opening)
    {
        if (ShiftedAt != opening)
        {
            ShiftedAt = opening;
            Sequence += by;
        }
    }

    internal int Bytes => Overhead + Message.Topic.Length + Message.Payload.Length;
}
