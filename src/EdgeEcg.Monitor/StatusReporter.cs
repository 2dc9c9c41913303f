using System.Reflection;
using System.Runtime.InteropServices;
using EdgeEcg.Ads1292;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Journal;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Mqtt;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Monitor;

/// <summary>Tells, at intervals, how the wearer and the device are; once, what the device is.</summary>
internal sealed class StatusReporter
{
    private readonly MonitorConfiguration _configuration;
    private readonly DeviceTopics _topics;
    private readonly string _bootId;
    private readonly bool _test;
    private readonly ModelManifest? _model;
    private readonly Publisher _publisher;
    private readonly ClockWatch _clock;
    private readonly TimeProvider _time;
    private readonly DeviceVitals _vitals;
    private readonly DeviceBoard _board;
    private readonly DiscoveryAnnouncement _announcement;
    private long _stateAt;
    private long _healthAt;
    private bool _reported;

    public StatusReporter(
        MonitorConfiguration configuration,
        DeviceTopics topics,
        string bootId,
        bool test,
        ModelManifest? model,
        Publisher publisher,
        ClockWatch clock,
        DeviceBoard board,
        StateFolder? state,
        TimeProvider time)
    {
        _board = board;
        _announcement = new DiscoveryAnnouncement(state);
        _configuration = configuration;
        _topics = topics;
        _bootId = bootId;
        _test = test;
        _model = model;
        _publisher = publisher;
        _clock = clock;
        _time = time;
        _vitals = new DeviceVitals(time);
    }

    public PartCounters Parts { get; } = new();

    /// <summary>Of a newly installed model; none: it is not on trial.</summary>
    public ModelTrial? Trial { get; set; }

    public static string ProgramVersion { get; } =
        typeof(StatusReporter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];

    public void PostInfo()
    {
        _publisher.Post(OutgoingMessages.From(_topics, new InfoMessage
        {
            Test = _test,
            DeviceId = _configuration.Device.Id,
            Name = _configuration.Device.Name,
            BootId = _bootId,
            ProgramVersion = ProgramVersion,
            OperatingSystem = RuntimeInformation.OSDescription,
            Board = Board(),
            Model = _model is null ? null : new ModelInfo
            {
                Id = _model.ModelId,
                Architecture = _model.Architecture,
                Threshold = _model.Thresholds[0].Score,
                OnTrial = Trial is { Outcome: not ModelTrialOutcome.Passed },
            },
            Configuration = _configuration.Effective.Texts,
        }));
        DiscoveryMessage? description = _configuration.Mqtt.Discovery
            ? HomeAssistantDiscovery.Describe(
                _topics,
                _configuration.Device.Name,
                ProgramVersion,
                _configuration.Publish.StateIntervalSeconds,
                _configuration.Publish.HealthIntervalSeconds)
            : null;
        foreach (MqttMessage message in _announcement.Messages(
            _topics, _configuration.Mqtt.DiscoveryPrefix, description))
        {
            _publisher.Post(message);
        }
    }

    public void PostIfDue(
        AnomalyMonitor monitor, MessageFactory messages, AcquisitionThread acquisition, long samplesDropped)
    {
        if (IsDue(_stateAt, _configuration.Publish.StateIntervalSeconds))
        {
            _stateAt = _time.GetTimestamp();
            PostState(monitor, messages, acquisition);
        }

        if (IsDue(_healthAt, _configuration.Publish.HealthIntervalSeconds))
        {
            _healthAt = _time.GetTimestamp();
            PostHealth(monitor, messages, acquisition, samplesDropped);
        }

        _reported = true;
    }

    public void PostNow(
        AnomalyMonitor monitor, MessageFactory messages, AcquisitionThread acquisition, long samplesDropped)
    {
        PostState(monitor, messages, acquisition);
        PostHealth(monitor, messages, acquisition, samplesDropped);
    }

    public void PostState(AnomalyMonitor monitor, MessageFactory messages, AcquisitionThread acquisition)
    {
        double? heartRate = monitor.HeartRateBpm;
        _board.Light?.TryShow(monitor.Last.Connected != 0);
        _publisher.Post(OutgoingMessages.From(_topics, new StateMessage
        {
            Test = _test,
            BootId = _bootId,
            SampleIndex = monitor.Last.SampleIndex,
            Time = messages.TimeOf(monitor.Last.SampleIndex),
            Clock = _clock.State,
            HeartRateBpm = heartRate,
            HeartRateValid = heartRate is not null,
            Learning = monitor.IsLearning,
            LeadsOff = Names(acquisition.LeadsOff),
            Quality = Math.Round(monitor.Quality, 2),
            Beats = monitor.Beats,
            BeatsAbnormal = monitor.BeatsAbnormal,
            Events = messages.Events,
        }));
    }

    private void PostHealth(
        AnomalyMonitor monitor, MessageFactory messages, AcquisitionThread acquisition, long samplesDropped)
    {
        FrameCounters frames = acquisition.Counters;
        RecordingCounters? recording = Parts.Recording();
        MessageJournal journal = _publisher.Journal;
        _publisher.Post(OutgoingMessages.From(_topics, new HealthMessage
        {
            Test = _test,
            BootId = _bootId,
            Time = _clock.State == ClockState.Unset ? null : _time.GetUtcNow(),
            Clock = _clock.State,
            UptimeS = Math.Round(_vitals.Uptime.TotalSeconds),
            Samples = monitor.Last.SampleIndex + 1,
            SamplesLost = frames.LostSamples + samplesDropped,
            AcquisitionScheduling = acquisition.Scheduling,
            FramesBad = frames[FrameOutcome.BadMarker] + frames[FrameOutcome.BusFault],
            Beats = monitor.Beats,
            BeatsScored = monitor.BeatsScored,
            Events = messages.Events,
            QueueDepth = _publisher.Waiting,
            QueueOldestS = Math.Round(_publisher.OldestWaiting.TotalSeconds),
            MessagesDropped = _publisher.Dropped,
            MqttConnects = _publisher.Counters.Connects,
            MqttDelivered = _publisher.Counters.Delivered,
            MqttUnheard = _publisher.Counters.Unheard,
            MqttRefused = _publisher.Counters.Refused,
            MqttUnconfirmed = _publisher.Counters.Unconfirmed,
            MqttReceivedDropped = _publisher.ReceivedDropped,
            MqttSubscriptionsRefused = _publisher.Counters.SubscriptionsRefused,
            StripsDropped = monitor.StripsDropped,
            CommandsReceived = Parts.Commands.Received,
            CommandsRefused = Parts.Commands.Refused,
            StateWritesFailed = Parts.State?.WritesFailed ?? 0,
            StateFilesSetAside = Parts.State?.SetAside ?? 0,
            LogLinesSuppressed = Parts.LogLinesSuppressed(),
            JournalMb = Math.Round(journal.DiskBytes / 1e6, 1),
            JournalParked = _publisher.Parked,
            JournalSetAside = journal.Lost(GapReason.Refused),
            JournalEvictedAlarms = journal.Evicted(GapKind.Alarm),
            JournalEvictedTelemetry = journal.Evicted(GapKind.Telemetry),
            JournalEvictedStrips = journal.Evicted(GapKind.Strip),
            JournalMessagesDamaged = journal.Lost(GapReason.Damaged),
            JournalFilesDamaged = journal.FilesDamaged,
            JournalWritesFailed = journal.DiskFailures,
            SparkplugDelivered = Parts.SparkplugDelivered(),
            SparkplugRepeated = Parts.SparkplugRepeated(),
            PageMessagesSkipped = Parts.PageMessagesSkipped(),
            CpuPercent = _vitals.TakeCpuPercent(),
            MemoryMb = DeviceVitals.MemoryMb,
            CpuTemperatureC = _board.Sensors.CpuTemperatureC,
            BatteryPercent = _board.Sensors.BatteryPercent,
            SupplyVolts = _board.Sensors.SupplyVolts,
            SupplyMilliamperes = _board.Sensors.SupplyMilliamperes,
            ClockChip = _board.Sensors.ClockChip,
            DiskFreeMb = DeviceVitals.DiskFreeMb(_configuration.Storage.Folder),
            RecordingMb = recording is null ? null : Math.Round(recording.BytesStored / 1e6, 1),
            RecordingSamplesLost = recording?.SamplesLost ?? 0,
            RecordingAnnotationsLost = recording?.AnnotationsLost ?? 0,
            RecordingWritesFailed = recording?.WriteFailures ?? 0,
            RecordingSegmentsEvicted = recording?.SegmentsEvicted ?? 0,
            RecordingLockedEvicted = recording?.LockedEvicted ?? 0,
            RecordingEvictedMb = Math.Round((recording?.BytesEvicted ?? 0) / 1e6, 3),
            RecordingEvictedS = Math.Round(recording?.LengthEvicted.TotalSeconds ?? 0, 1),
            LastError = acquisition.LastFault ?? _publisher.LastFailure ?? Parts.LastError(),
        }));
    }

    private bool IsDue(long since, int intervalSeconds) =>
        !_reported || _time.GetElapsedTime(since) >= TimeSpan.FromSeconds(intervalSeconds);

    private static string[] Names(Electrodes off) => [.. Enum.GetValues<Electrodes>()
        .Where(e => e is Electrodes.In1P or Electrodes.In1N or Electrodes.In2P or Electrodes.In2N
            && off.HasFlag(e))
        .Select(e => e.ToString().ToLowerInvariant())];

    private static string Board()
    {
        const string model = "/proc/device-tree/model";
        return File.Exists(model) ? File.ReadAllText(model).TrimEnd('\0', '\n')
            : RuntimeInformation.OSArchitecture.ToString();
    }
}
