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

    public required double CpuPercent { get; init; }

    public required double MemoryMb { get; init; }

    public required double? CpuTemperatureC { get; init; }

    public required double? BatteryPercent { get; init; }

    public required double? SupplyVolts { get; init; }

    public required double? SupplyMilliamperes { get; init; }

    /// <summary>Driver of the battery-backed clock; null: time dies with power.</summary>
    public required string? ClockChip { get; init; }

    public required double? DiskFreeMb { get; init; }

    public required string? LastError { get; init; }
}
