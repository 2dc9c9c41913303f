using EdgeEcg.Ads1292.Linux;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Tests.Device.Doctor;

/// <summary>What a device says of itself that has run a little while without any trouble.</summary>
internal static class HealthMessages
{
    public static StateMessage Watching { get; } = new()
    {
        Test = true, BootId = "b", SampleIndex = 999, Time = null, Clock = ClockState.Unset,
        HeartRateBpm = 70, HeartRateValid = true, Learning = false, LeadsOff = [], Quality = 0.9,
        Beats = 100, BeatsAbnormal = 0, Events = 0,
    };

    public static HealthMessage Healthy { get; } = new()
    {
        Test = true, BootId = "b", Time = null, Clock = ClockState.Unset, UptimeS = 2, Samples = 1000,
        SamplesLost = 0, AcquisitionScheduling = ThreadScheduling.Ordinary, FramesBad = 0,
        Beats = 2, BeatsScored = 0, Events = 0, QueueDepth = 0,
        QueueOldestS = 0, MessagesDropped = 0, MqttConnects = 1, MqttDelivered = 5, MqttUnheard = 0,
        MqttRefused = 0, MqttUnconfirmed = 0, MqttReceivedDropped = 0,
        MqttSubscriptionsRefused = 0, StripsDropped = 0,
        CommandsReceived = 0, CommandsRefused = 0, StateWritesFailed = 0, StateFilesSetAside = 0,
        LogLinesSuppressed = 0,
        JournalMb = 0, JournalParked = 0, JournalSetAside = 0, JournalEvictedAlarms = 0,
        JournalEvictedTelemetry = 0, JournalEvictedStrips = 0, JournalMessagesDamaged = 0,
        JournalFilesDamaged = 0, JournalWritesFailed = 0, SparkplugDelivered = 0, SparkplugRepeated = 0,
        PageMessagesSkipped = 0, CpuPercent = 1,
        MemoryMb = 80, CpuTemperatureC = null, BatteryPercent = null, SupplyVolts = null,
        SupplyMilliamperes = null, ClockChip = null, DiskFreeMb = 1000, RecordingMb = 1,
        RecordingSamplesLost = 0, RecordingAnnotationsLost = 0, RecordingWritesFailed = 0,
        RecordingSegmentsEvicted = 0, RecordingLockedEvicted = 0,
        RecordingEvictedMb = 0, RecordingEvictedS = 0,
        LastError = null,
    };
}
