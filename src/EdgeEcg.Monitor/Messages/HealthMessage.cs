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

    /// <summary>Events told without a strip because too many were waiting.</summary>
    public required long StripsDropped { get; init; }

    public required long CommandsReceived { get; init; }

    public required long CommandsRefused { get; init; }

    /// <summary>Small files that could not be written.</summary>
    public required long StateWritesFailed { get; init; }

    /// <summary>Small files that were there and could not be read.</summary>
    public required long StateFilesSetAside { get; init; }

    public required long LogLinesSuppressed { get; init; }

    /// <summary>Messages that the Sparkplug node lost while it was too slow or away for too long.</summary>
    public required long SparkplugMessagesDropped { get; init; }

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

    public required string? LastError { get; init; }
}
