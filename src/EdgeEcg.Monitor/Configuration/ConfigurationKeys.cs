namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// The one table of all keys. The reader, the error messages, docs/edgeecg.example.yaml and
/// docs/configuration.md are made from it, so a key is described once. The order is that of the example file.
/// </summary>
internal static class ConfigurationKeys
{
    /// <summary>Of the layout that this table describes.</summary>
    public const int CurrentVersion = 2;

    private const int MaxIdLength = 64;
    private const int MaxPort = 65_535;

    // A line offset beyond this exists on no board that has 40 pins; NVIDIA's main GPIO chip has a few
    // hundred.
    private const int MaxLine = 511;

    private const string AnyFile = "the path of a file";

    /// <summary>
    /// The version of the layout. A file of an older one is read by <see cref="ConfigurationMigrations"/>;
    /// one that is not known is refused, not guessed at.
    /// </summary>
    public static readonly ConfigurationKey<int> Version = KeyKind.OneOf(
        "version", "", [1, CurrentVersion], CurrentVersion,
        "Layout of this file; edgeecg config migrate brings an older one up to date.")
        with { Required = true };

    public static readonly ConfigurationKey<string> DeviceId = KeyKind.Text(
        "device.id", $"1 to {MaxIdLength} letters, digits, '_' or '-'", IsId, "ecg-01",
        "Names the device in every topic and in every event's id; unique at the broker.")
        with { Required = true };

    public static readonly ConfigurationKey<string?> DeviceName = KeyKind.OptionalText(
        "device.name", "a text for people", _ => true,
        "Shown on dashboards; the id is shown where it is missing.");

    public static readonly ConfigurationKey<SourceKind> Kind = KeyKind.Choice(
        "source.kind", SourceKind.Ads1292,
        "Where the samples come from; only the section of that name is used.");

    public static readonly ConfigurationKey<int> RateSps = KeyKind.OneOf(
        "source.rate_sps", "samples per second", [125, 250, 500, 1000, 2000, 4000, 8000], 500,
        "The rates the ADS1292 has; 500 keeps the QRS sharp and the recording small.");

    public static readonly ConfigurationKey<int> Channel1Gain = Gain(1);

    public static readonly ConfigurationKey<int> Channel2Gain = Gain(2);

    public static readonly ConfigurationKey<HardwareAccess> Access = KeyKind.Choice(
        "source.ads1292.access", HardwareAccess.Kernel,
        "What reaches bus and lines; systemdevicegpio needs ./edgeecg --packages nuget.");

    public static readonly ConfigurationKey<string> SpiDevice = KeyKind.Text(
        "source.ads1292.spi_device", "the path of an SPI device", IsPath, "/dev/spidev0.0",
        "First bus, first chip select, as on a Raspberry Pi header.");

    public static readonly ConfigurationKey<string> GpioChip = KeyKind.Text(
        "source.ads1292.gpio_chip", "the path of a GPIO chip", IsPath, "/dev/gpiochip0",
        "The chip that the lines below belong to; a Raspberry Pi 5 may count it differently.");

    public static readonly ConfigurationKey<int> DataReadyLine = KeyKind.Integer(
        "source.ads1292.drdy_line", "(line offset)", 0, MaxLine, 25,
        "The line that DRDY is wired to; on a Raspberry Pi the offset is the BCM number.");

    public static readonly ConfigurationKey<int?> ResetLine = KeyKind.OptionalInteger(
        "source.ads1292.reset_line", "(line offset)", 0, MaxLine,
        "The line of PWDN/RESET; without one the pin must be tied high, and the chip is reset by command.");

    public static readonly ConfigurationKey<int?> StartLine = KeyKind.OptionalInteger(
        "source.ads1292.start_line", "(line offset)", 0, MaxLine,
        "The line of START; without one the pin must be tied low, and conversions start by command.");

    public static readonly ConfigurationKey<int> SpiClockHz = KeyKind.Integer(
        "source.ads1292.spi_clock_hz", "Hz", 100_000, 15_000_000, 4_000_000,
        "SCLK for frames; 15 MHz is the chip's limit at 1.8 V.");

    public static readonly ConfigurationKey<double> SimulatedSpeed = KeyKind.Number(
        "source.simulated.speed", "times real time (0: as fast as possible)", 0, 10_000, 1,
        "How fast the synthetic ECG runs.");

    public static readonly ConfigurationKey<string?> RecordPath = KeyKind.OptionalText(
        "source.record.path", "the path of a WFDB record, with or without extension", IsPath,
        "Which record is played; needed with source.kind: record.");

    public static readonly ConfigurationKey<double> RecordSpeed = KeyKind.Number(
        "source.record.speed", "times real time (0: as fast as possible)", 0, 10_000, 1,
        "How fast it is played.");

    public static readonly ConfigurationKey<BoardAccess> BoardAccess = KeyKind.Choice(
        "board.access", Configuration.BoardAccess.Kernel,
        "What reads the board's own sensors; iotdevicebindings needs ./edgeecg --packages nuget.");

    public static readonly ConfigurationKey<int> BoardI2cBus = KeyKind.Integer(
        "board.i2c_bus", "(bus number)", 0, 63, 1,
        "Where iotdevicebindings finds power monitor and clock; 1 on a Raspberry Pi header.");

    public static readonly ConfigurationKey<PowerMonitorKind> PowerMonitor = KeyKind.Choice(
        "board.power_monitor", PowerMonitorKind.None,
        "The chip that iotdevicebindings reads supply volts and milliamperes from.");

    public static readonly ConfigurationKey<int> PowerMonitorAddress = KeyKind.Integer(
        "board.power_monitor_address", "(I2C address)", 64, 79, 64,
        "64 (0x40) with both address pins to ground, as the chips are sold on boards.");

    public static readonly ConfigurationKey<double> ShuntMilliohms = KeyKind.Number(
        "board.shunt_milliohms", "mΩ", 0.1, 10_000, 100,
        "The resistor the current is measured over; 100 mΩ on most boards.");

    public static readonly ConfigurationKey<ClockChipKind> ClockChip = KeyKind.Choice(
        "board.clock_chip", ClockChipKind.None, "The clock that iotdevicebindings looks for on the bus.");

    public static readonly ConfigurationKey<string?> StatusLed = KeyKind.OptionalText(
        "board.status_led", "the name of a LED in /sys/class/leds; with iotdevicebindings a line offset",
        text => !text.Contains('/'),
        "Lit while the heart is being watched: samples come and an electrode pair is on.");

    public static readonly ConfigurationKey<string?> ModelFolder = KeyKind.OptionalText(
        "model.folder", "the path of a model package", IsPath,
        "Nothing means what edgeecg model install has installed, or the one that comes with the program.");

    public static readonly ConfigurationKey<string> ModelTrustedKeys = KeyKind.Text(
        "model.trusted_keys_folder", "the path of a folder", IsPath, "/etc/edgeecg/model-keys",
        "Public keys (*.pem); where there are any, only packages signed by one of them are installed.");

    public static readonly ConfigurationKey<int> ModelTrialMinutes = KeyKind.Integer(
        "model.trial_minutes", "minutes of scored signal", 0, 1440, 10,
        "A newly installed model is taken back if it does not do well in this time; 0 means no trial.");

    public static readonly ConfigurationKey<int> ModelTrialMostFlagged = KeyKind.Integer(
        "model.trial_most_flagged_percent", "percent of the scored beats", 1, 100, 50,
        "Taken back when it finds more abnormal; a wearer with many ectopic beats needs a higher value.");

    public static readonly ConfigurationKey<int> ModelTrialSlowest = KeyKind.Integer(
        "model.trial_slowest_ms", "ms", 1, 1000, 50,
        "Taken back when more than a tenth of the beats take longer; at 200 beats a minute each has 300 ms.");

    public static readonly ConfigurationKey<string> Host = KeyKind.Text(
        "mqtt.host", "a host name or address", IsHost, "localhost",
        "The broker; with TLS the name must be in its certificate.");

    public static readonly ConfigurationKey<int> Port = KeyKind.Integer(
        "mqtt.port", "", 1, MaxPort, 1883, "1883 without TLS and 8883 with it, by convention.");

    public static readonly ConfigurationKey<MqttLibrary> Library = KeyKind.Choice(
        "mqtt.library", MqttLibrary.Libmosquitto,
        "What speaks MQTT; mqttnet needs ./edgeecg --packages nuget.");

    public static readonly ConfigurationKey<string?> Username = KeyKind.OptionalText(
        "mqtt.username", "a user name", _ => true, "Nothing means that the broker asks for none.");

    public static readonly ConfigurationKey<string?> PasswordFile = KeyKind.OptionalText(
        "mqtt.password_file", AnyFile, IsPath,
        "The password is its first line; a secret never stands in this file.");

    public static readonly ConfigurationKey<bool> TlsEnabled = KeyKind.Flag(
        "mqtt.tls.enabled", false, "Without TLS anyone on the network can read the ECG.");

    public static readonly ConfigurationKey<string?> TlsCaFile = KeyKind.OptionalText(
        "mqtt.tls.ca_file", AnyFile, IsPath,
        "Certificates (PEM) that vouch for the broker; nothing means the system's.");

    public static readonly ConfigurationKey<string?> TlsCertificateFile = KeyKind.OptionalText(
        "mqtt.tls.certificate_file", AnyFile, IsPath,
        "The device's own certificate (PEM), where the broker asks for one.");

    public static readonly ConfigurationKey<string?> TlsKeyFile = KeyKind.OptionalText(
        "mqtt.tls.key_file", AnyFile, IsPath, "Its private key (PEM, no passphrase).");

    public static readonly ConfigurationKey<bool> TlsVerify = KeyKind.Flag(
        "mqtt.tls.verify", true,
        "False accepts any certificate: for a first trial on a bench, never for a wearer.");

    public static readonly ConfigurationKey<string> BaseTopic = KeyKind.Text(
        "mqtt.base_topic", "a topic without wildcards and without '/' at either end", IsTopic, "edgeecg",
        "All topics are below <base_topic>/<device.id>/.");

    public static readonly ConfigurationKey<string?> ClientId = KeyKind.OptionalText(
        "mqtt.client_id", "a text of at most 64 characters", text => text.Length <= MaxIdLength,
        "Unique at the broker; nothing means edgeecg-<device.id>.");

    public static readonly ConfigurationKey<int> KeepAlive = KeyKind.Integer(
        "mqtt.keep_alive_s", "seconds", 5, 3600, 30, "A dead link is noticed after at most twice this time.");

    public static readonly ConfigurationKey<int> SessionExpiry = KeyKind.Integer(
        "mqtt.session_expiry_s", "seconds", 0, 604_800, 86_400,
        "So long the broker keeps commands for a device that is away.");

    public static readonly ConfigurationKey<bool> Discovery = KeyKind.Flag(
        "mqtt.discovery.enabled", true, "Home Assistant then shows the device without any set-up.");

    public static readonly ConfigurationKey<string> DiscoveryPrefix = KeyKind.Text(
        "mqtt.discovery.prefix", "a topic without wildcards and without '/' at either end", IsTopic,
        "homeassistant",
        "Home Assistant's own default.");

    public static readonly ConfigurationKey<bool> SparkplugEnabled = KeyKind.Flag(
        "sparkplug.enabled", false,
        "Whether the device is an edge node of Sparkplug B as well; its own topics stay the ones that last.");

    public static readonly ConfigurationKey<string> SparkplugGroup = KeyKind.Text(
        "sparkplug.group", "a text without '+', '/' and '#'", text => text.AsSpan().IndexOfAny("+/#\0") < 0,
        "EdgeEcg", "The node is spBv1.0/<sparkplug.group>/…/<device.id>.");

    public static readonly ConfigurationKey<int> PauseMs = KeyKind.Integer(
        "alarms.pause_ms", "ms", 1000, 10_000, 2000, "An RR interval from here on is reported as a pause.");

    public static readonly ConfigurationKey<int> PrematurePercent = KeyKind.Integer(
        "alarms.premature_percent", "%", 5, 60, 20,
        "A beat that comes this much before its time is premature.");

    public static readonly ConfigurationKey<int> BradycardiaBpm = KeyKind.Integer(
        "alarms.bradycardia_bpm", "beats per minute", 20, 80, 40,
        "A heart rate below this is reported; sleepers and athletes come near it.");

    public static readonly ConfigurationKey<int> TachycardiaBpm = KeyKind.Integer(
        "alarms.tachycardia_bpm", "beats per minute", 90, 250, 150,
        "A heart rate above this is reported; climbing stairs comes near it.");

    public static readonly ConfigurationKey<int> BurdenPerMinute = KeyKind.Integer(
        "alarms.burden_per_minute", "beats", 3, 60, 20,
        "So many beats of abnormal shape within a minute are reported as many.");

    public static readonly ConfigurationKey<AlarmLatching> Latching = KeyKind.Choice(
        "alarms.latching", AlarmLatching.Heart,
        "Which alarms stay until somebody has looked, though what raised them is over.");

    public static readonly ConfigurationKey<int> RefractorySeconds = KeyKind.Integer(
        "alarms.refractory_s", "seconds", 0, 3600, 60,
        "An alarm that comes again so soon after it was acknowledged counts as acknowledged.");

    public static readonly ConfigurationKey<int> StateInterval = KeyKind.Integer(
        "publish.state_interval_s", "seconds", 1, 3600, 5,
        "Heart rate, leads and quality on the state topic.");

    public static readonly ConfigurationKey<int> HealthInterval = KeyKind.Integer(
        "publish.health_interval_s", "seconds", 5, 3600, 60, "The device's own numbers on the health topic.");

    public static readonly ConfigurationKey<int> StripBefore = KeyKind.Integer(
        "publish.strip_before_ms", "ms", 0, 30_000, 5000, "ECG before the R peak of an event.");

    public static readonly ConfigurationKey<int> StripAfter = KeyKind.Integer(
        "publish.strip_after_ms", "ms", 0, 30_000, 5000,
        "ECG after it; the strip is published when it is complete.");

    public static readonly ConfigurationKey<bool> StripSampledData = KeyKind.Flag(
        "publish.strip_sampled_data", false,
        "Whether strips carry FHIR's SampledData beside the compact form; three times as long then.");

    public static readonly ConfigurationKey<string> StorageFolder = KeyKind.Text(
        "storage.folder", "the path of a folder", IsPath, "/var/lib/edgeecg",
        "What must outlive a restart: journal, recordings, the wearer's baseline, models, last errors.");

    public static readonly ConfigurationKey<int> JournalMost = KeyKind.Integer(
        "journal.most_mb", "MB", 1, 100_000, 256,
        "Room for telemetry and strips that the broker does not have: weeks without one.");

    public static readonly ConfigurationKey<int> JournalAlarmReserve = KeyKind.Integer(
        "journal.alarm_reserve_mb", "MB", 1, 1000, 16,
        "Room for alarms beside that, which nothing else can take: more than ten thousand.");

    public static readonly ConfigurationKey<int> JournalMostDays = KeyKind.Integer(
        "journal.most_days", "days of running", 1, 3650, 30,
        "What waits longer is given up; counted while the device runs, so that no clock can age it.");

    public static readonly ConfigurationKey<int> JournalLeastFree = KeyKind.Integer(
        "journal.least_free_mb", "MB", 0, 100_000, 200,
        "Where less is free on the disk, telemetry and then strips make room; alarms never do.");

    public static readonly ConfigurationKey<int> JournalCommit = KeyKind.Integer(
        "journal.commit_s", "seconds", 1, 600, 5,
        "Telemetry not delivered by then is written; that much can a power cut take. Alarms do not wait.");

    public static readonly ConfigurationKey<int> JournalLive = KeyKind.Integer(
        "journal.live_s", "seconds", 5, 3600, 30,
        "What is delivered later than this after it happened is history.");

    public static readonly ConfigurationKey<int> JournalBackfill = KeyKind.Integer(
        "journal.backfill_per_s", "messages per second", 1, 1000, 20,
        "Late telemetry at most, so that a fleet that comes back does not drown its broker.");

    public static readonly ConfigurationKey<int> JournalBackfillShare = KeyKind.Integer(
        "journal.backfill_share_percent", "%", 1, 50, 20,
        "Late telemetry at least, of what is sent, while live messages keep coming.");

    public static readonly ConfigurationKey<bool> RecordingEnabled = KeyKind.Flag(
        "recording.enabled", true,
        "Whether the raw signal of both channels is kept; 260 MB a day at 500 samples per second.");

    public static readonly ConfigurationKey<int> RecordingSegment = KeyKind.Integer(
        "recording.segment_s", "seconds", 10, 3600, 600,
        "Length of one file; what is evicted or locked is evicted or locked as a whole file.");

    public static readonly ConfigurationKey<int> RecordingFlush = KeyKind.Integer(
        "recording.flush_s", "seconds", 1, 300, 10,
        "So much is lost at most when the power goes; each flush wears the card a little.");

    public static readonly ConfigurationKey<int> RecordingMostMegabytes = KeyKind.Integer(
        "recording.most_mb", "MB", 1, 4_000_000, 8000,
        "All recordings together; when it is reached the oldest goes, and what is locked goes last.");

    public static readonly ConfigurationKey<int> RecordingMostDays = KeyKind.Integer(
        "recording.most_days", "days of signal", 1, 3650, 31,
        "Time without power does not count, so that a wrong clock can evict nothing.");

    public static readonly ConfigurationKey<int> RecordingLeastFree = KeyKind.Integer(
        "recording.least_free_mb", "MB", 0, 1_000_000, 500,
        "Room on the disk that the recorder leaves to others, even if it has to evict.");

    public static readonly ConfigurationKey<int> RecordingLockBefore = KeyKind.Integer(
        "recording.lock_before_s", "seconds", 0, 3600, 60, "Signal before an alarm that is locked.");

    public static readonly ConfigurationKey<int> RecordingLockAfter = KeyKind.Integer(
        "recording.lock_after_s", "seconds", 0, 3600, 60, "Signal after an alarm that is locked.");

    public static readonly ConfigurationKey<bool> PageEnabled = KeyKind.Flag(
        "page.enabled", false, "Whether the device serves a page with the live ECG and the alarms.");

    public static readonly ConfigurationKey<string> PageAddress = KeyKind.Text(
        "page.address", "an IP address", text => System.Net.IPAddress.TryParse(text, out _), "127.0.0.1",
        "Where the page listens; beyond this machine (0.0.0.0) only with a password or a token.");

    public static readonly ConfigurationKey<int> PagePort = KeyKind.Integer(
        "page.port", "", 0, MaxPort, 8192, "0 means any that is free; the daemon names it when it starts.");

    public static readonly ConfigurationKey<string?> PagePasswordFile = KeyKind.OptionalText(
        "page.password_file", AnyFile, IsPath,
        "The password is its first line; the user is edgeecg. Without TLS in front it can be overheard.");

    public static readonly ConfigurationKey<string?> PageTokenFile = KeyKind.OptionalText(
        "page.token_file", AnyFile, IsPath,
        "The token is its first line: sent as a Bearer, or opened once as a link, /?token=TOKEN.");

    public static readonly IReadOnlyList<IConfigurationKey> All =
    [
        Version, DeviceId, DeviceName, Kind, RateSps, Channel1Gain, Channel2Gain, Access, SpiDevice,
        GpioChip, DataReadyLine, ResetLine, StartLine, SpiClockHz, SimulatedSpeed, RecordPath, RecordSpeed,
        BoardAccess, BoardI2cBus, PowerMonitor, PowerMonitorAddress, ShuntMilliohms, ClockChip, StatusLed,
        ModelFolder, ModelTrustedKeys, ModelTrialMinutes, ModelTrialMostFlagged, ModelTrialSlowest,
        Host, Port, Library, Username, PasswordFile, TlsEnabled, TlsCaFile, TlsCertificateFile,
        TlsKeyFile, TlsVerify, BaseTopic, ClientId, KeepAlive, SessionExpiry, Discovery, DiscoveryPrefix,
        SparkplugEnabled, SparkplugGroup, PauseMs, PrematurePercent, BradycardiaBpm,
        TachycardiaBpm, BurdenPerMinute, Latching, RefractorySeconds,
        StateInterval, HealthInterval, StripBefore, StripAfter, StripSampledData, StorageFolder,
        JournalMost, JournalAlarmReserve, JournalMostDays, JournalLeastFree, JournalCommit, JournalLive,
        JournalBackfill, JournalBackfillShare, RecordingEnabled, RecordingSegment, RecordingFlush,
        RecordingMostMegabytes, RecordingMostDays, RecordingLeastFree, RecordingLockBefore,
        RecordingLockAfter, PageEnabled, PageAddress, PagePort, PagePasswordFile,
        PageTokenFile,
    ];

    private static ConfigurationKey<int> Gain(int channel) => KeyKind.OneOf(
        $"source.gain.channel_{channel}", "times", [1, 2, 3, 4, 6, 8, 12], 6,
        "Amplification in the chip; 6 means ±403 mV full scale, which leaves room for electrode offset.");

    private static bool IsId(string text) =>
        text.Length <= MaxIdLength && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool IsPath(string text) => !text.Contains('\0');

    private static bool IsHost(string text) => !text.Any(c => char.IsWhiteSpace(c) || c is '/' or '\0');

    private static bool IsTopic(string text) =>
        text[0] != '/' && text[^1] != '/' && !text.Any(c => c is '+' or '#' or '\0');
}
