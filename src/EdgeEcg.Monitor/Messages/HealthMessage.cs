using EdgeEcg.Ads1292.Linux;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Topic <c>health</c>: retained; the device's own numbers. Counts are since start.</summary>
public sealed record HealthMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required string BootId { get; init; }

    public required DateTimeOffset? Time { get; init; }

    public required ClockState Clock { get; init; }

    public required double UptimeS { get; init; }

    public required long Samples { get; init; }

    public required long SamplesLost { get; init; }

    /// <summary>Whether the thread that reads the chip comes before others.</summary>
    public required ThreadScheduling AcquisitionScheduling { get; init; }

    public required long FramesBad { get; init; }

    public required long Beats { get; init; }

    public required long BeatsScored { get; init; }

    public required long Events { get; init; }

    /// <summary>Messages that wait for the broker.</summary>
    public required long QueueDepth { get; init; }

    public required double QueueOldestS { get; init; }

    public required long MessagesDropped { get; init; }

    public required long MqttConnects { get; init; }

    public required long MqttDelivered { get; init; }

    public required long MqttUnheard { get; init; }

    public required long MqttRefused { get; init; }

    public required long MqttUnconfirmed { get; init; }

    /// <summary>Received messages lost because a queue was full.</summary>
    public required long MqttReceivedDropped { get; init; }

    /// <summary>Topics that the broker does not let the device hear.</summary>
    public required long MqttSubscriptionsRefused { get; init; }

    /// <summary>Events told without a strip because too many were waiting.</summary>
    public required long StripsDropped { get; init; }

    public required long CommandsReceived { get; init; }

    public required long CommandsRefused { get; init; }

    /// <summary>Small files that could not be written.</summary>
    public required long StateWritesFailed { get; init; }

    /// <summary>Small files that were there and could not be read.</summary>
    public required long StateFilesSetAside { get; init; }

    public required long LogLinesSuppressed { get; init; }

    /// <summary>Of the journal on the disk.</summary>
    public required double JournalMb { get; init; }

    /// <summary>Refused by the broker for now, and tried again.</summary>
    public required long JournalParked { get; init; }

    /// <summary>Refused for ever, and kept aside on the device.</summary>
    public required long JournalSetAside { get; init; }

    /// <summary>Gone for want of room or time before they were delivered.</summary>
    public required long JournalEvictedAlarms { get; init; }

    public required long JournalEvictedTelemetry { get; init; }

    public required long JournalEvictedStrips { get; init; }

    /// <summary>Messages that storage has changed.</summary>
    public required long JournalMessagesDamaged { get; init; }

    /// <summary>Files that were damaged and renamed.</summary>
    public required long JournalFilesDamaged { get; init; }

    /// <summary>Operations of the journal that the disk refused.</summary>
    public required long JournalWritesFailed { get; init; }

    /// <summary>Messages that the broker is known to have from the Sparkplug node.</summary>
    public required long SparkplugDelivered { get; init; }

    /// <summary>Messages that the node sent again because a connection ended.</summary>
    public required long SparkplugRepeated { get; init; }

    /// <summary>Messages that viewers of the page were too slow for.</summary>
    public required long PageMessagesSkipped { get; init; }

    public required double CpuPercent { get; init; }

    public required double MemoryMb { get; init; }

    public required double? CpuTemperatureC { get; init; }

    public required double? BatteryPercent { get; init; }

    public required double? SupplyVolts { get; init; }

    public required double? SupplyMilliamperes { get; init; }

    /// <summary>Driver of the battery-backed clock; null: time dies with power.</summary>
    public required string? ClockChip { get; init; }

    public required double? DiskFreeMb { get; init; }

    public required double? RecordingMb { get; init; }

    public required long RecordingSamplesLost { get; init; }

    public required long RecordingAnnotationsLost { get; init; }

    public required long RecordingWritesFailed { get; init; }

    public required long RecordingSegmentsEvicted { get; init; }

    public required long RecordingLockedEvicted { get; init; }

    /// <summary>What the evicted segments took on the disk.</summary>
    public required double RecordingEvictedMb { get; init; }

    /// <summary>The signal that they held.</summary>
    public required double RecordingEvictedS { get; init; }

    public required string? LastError { get; init; }
}
