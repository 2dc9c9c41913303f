using EdgeEcg.Monitor.Commands;

namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// Describes a device to Home Assistant. Live values expire, so that an old one never looks live; what only a
/// technician wants is marked diagnostic; abnormal beats are an event entity, which ignores retained
/// messages, and a binary sensor that falls back by itself, for automations that want a state.
/// </summary>
public static class HomeAssistantDiscovery
{
    private const int AbnormalForSeconds = 60;

    // Home Assistant refuses a state of more than 255 characters.
    private const string LastErrorTemplate = "{{ (value_json.last_error or 'none')[:255] }}";

    private const string LostTemplate =
        "{{ value_json.messages_dropped + value_json.journal_evicted_alarms "
        + "+ value_json.journal_evicted_telemetry + value_json.journal_evicted_strips }}";

    // A value is called unavailable after this many missed intervals.
    private const int MissedIntervals = 3;

    /// <param name="stateIntervalSeconds">How often the state topic is published.</param>
    /// <param name="healthIntervalSeconds">How often the health topic is published.</param>
    public static DiscoveryMessage Describe(
        DeviceTopics topics, string name, string programVersion, int stateIntervalSeconds,
        int healthIntervalSeconds)
    {
        int stateExpiry = MissedIntervals * stateIntervalSeconds;
        int healthExpiry = MissedIntervals * healthIntervalSeconds;
        DiscoveryComponent[] components =
        [
            Alarm(topics),
            Abnormal(topics),
            State(topics, "heart_rate", "Heart rate", "{{ value_json.heart_rate_bpm }}", stateExpiry) with
            {
                UnitOfMeasurement = "bpm", StateClass = "measurement", Icon = "mdi:heart-pulse",
            },
            State(
                topics, "signal_quality", "Signal quality", "{{ (value_json.quality * 100) | round }}",
                stateExpiry) with
            {
                UnitOfMeasurement = "%", StateClass = "measurement",
            },
            LeadsOff(topics, stateExpiry),
            .. Diagnostics(topics, healthExpiry),
            .. Actions(topics),
        ];
        return new DiscoveryMessage
        {
            Device = new DiscoveryDevice
            {
                Identifiers = [UniqueId(topics, "device")],
                Name = name,
                Manufacturer = "EdgeEcg",
                Model = "ECG monitor (ADS1292)",
                SwVersion = programVersion,
                SerialNumber = topics.DeviceId,
            },
            Origin = new DiscoveryOrigin { Name = "EdgeEcg", SwVersion = programVersion },
            Availability =
            [
                new DiscoveryAvailability { Topic = topics.Status, ValueTemplate = "{{ value_json.state }}" },
            ],
            Components = components.ToDictionary(c => c.UniqueId[UniqueId(topics, "").Length..]),
        };
    }

    private static DiscoveryComponent[] Diagnostics(DeviceTopics topics, int healthExpiry) =>
    [
        Health(topics, "uptime", "Uptime", "{{ value_json.uptime_s }}", healthExpiry) with
        {
            UnitOfMeasurement = "s", DeviceClass = "duration",
        },
        Health(
            topics, "queue_depth", "Messages waiting", "{{ value_json.queue_depth }}", healthExpiry) with
        {
            StateClass = "measurement",
        },
        Health(
            topics, "cpu_temperature", "Processor temperature", "{{ value_json.cpu_temperature_c }}",
            healthExpiry) with
        {
            UnitOfMeasurement = "°C", DeviceClass = "temperature", StateClass = "measurement",
        },
        Health(topics, "disk_free", "Disk free", "{{ value_json.disk_free_mb }}", healthExpiry) with
        {
            UnitOfMeasurement = "MB", DeviceClass = "data_size", StateClass = "measurement",
        },
        Health(topics, "clock", "Clock", "{{ value_json.clock }}", healthExpiry),
        Health(
            topics, "queue_oldest", "Oldest message waiting", "{{ value_json.queue_oldest_s }}",
            healthExpiry) with
        {
            UnitOfMeasurement = "s", DeviceClass = "duration", StateClass = "measurement",
        },
        Health(topics, "messages_lost", "Messages lost", LostTemplate, healthExpiry) with
        {
            StateClass = "total_increasing",
        },
        Health(topics, "journal_size", "Journal", "{{ value_json.journal_mb }}", healthExpiry) with
        {
            UnitOfMeasurement = "MB", DeviceClass = "data_size", StateClass = "measurement",
        },
        Health(
            topics, "recording_samples_lost", "Samples not recorded",
            "{{ value_json.recording_samples_lost }}", healthExpiry) with
        {
            StateClass = "total_increasing",
        },
        Health(topics, "last_error", "Last error", LastErrorTemplate, healthExpiry),
    ];

    private static DiscoveryComponent[] Actions(DeviceTopics topics) =>
    [
        Button(topics, "acknowledge", "Acknowledge alarms", """{"code":"all","by":"Home Assistant"}"""),
        Button(topics, "identify", "Identify", """{"by":"Home Assistant"}""") with
        {
            DeviceClass = "identify", EntityCategory = "diagnostic",
        },
        LogLevel(topics),
    ];

    private static DiscoveryComponent Button(
        DeviceTopics topics, string verb, string name, string payload) =>
        Component(topics, "button", verb, name, null) with
        {
            CommandTopic = topics.Command(verb), PayloadPress = payload,
        };

    private static DiscoveryComponent LogLevel(DeviceTopics topics) =>
        Component(topics, "select", "log_level", "Log level", null) with
        {
            CommandTopic = topics.Command("log_level"),
            CommandTemplate = """{"level":"{{ value }}","by":"Home Assistant"}""",
            Options = [.. LogLevelCommand.Names],
            EntityCategory = "config",
        };

    private static DiscoveryComponent Alarm(DeviceTopics topics) =>
        Component(topics, "event", "ecg_alarm", "ECG alarm", topics.Event) with
        {
            EventTypes = EventCodes.All, Icon = "mdi:heart-flash",
        };

    private static DiscoveryComponent Abnormal(DeviceTopics topics) =>
        Component(topics, "binary_sensor", "anomaly", "Abnormal ECG", topics.Event) with
        {
            DeviceClass = "problem",

            // No output leaves the state as it is: a technical event says nothing about the heart.
            ValueTemplate = "{{ 'ON' if value_json.kind == 'phy' else '' }}",
            OffDelay = AbnormalForSeconds,
        };

    private static DiscoveryComponent LeadsOff(DeviceTopics topics, int expireAfter) =>
        Component(topics, "binary_sensor", "leads_off", "Electrode off", topics.State) with
        {
            DeviceClass = "problem",
            ValueTemplate = "{{ 'ON' if value_json.leads_off | count > 0 else 'OFF' }}",
            ExpireAfter = expireAfter,
        };

    private static DiscoveryComponent State(
        DeviceTopics topics, string id, string name, string template, int expireAfter) =>
        Component(topics, "sensor", id, name, topics.State) with
        {
            ValueTemplate = template, ExpireAfter = expireAfter,
        };

    private static DiscoveryComponent Health(
        DeviceTopics topics, string id, string name, string template, int expireAfter) =>
        Component(topics, "sensor", id, name, topics.Health) with
        {
            ValueTemplate = template, ExpireAfter = expireAfter, EntityCategory = "diagnostic",
        };

    private static DiscoveryComponent Component(
        DeviceTopics topics, string platform, string id, string name, string? stateTopic) => new()
        {
            Platform = platform,
            UniqueId = UniqueId(topics, id),
            Name = name,
            StateTopic = stateTopic,
            DefaultEntityId = $"{platform}.{UniqueId(topics, id).Replace('-', '_').ToLowerInvariant()}",
        };

    private static string UniqueId(DeviceTopics topics, string id) => $"edgeecg_{topics.DeviceId}_{id}";
}
