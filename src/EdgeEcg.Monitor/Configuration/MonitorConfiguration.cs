using EdgeEcg.Monitor.Journal;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// Everything that one device is told, checked. Made by <see cref="ConfigurationFile"/>; never changes.
/// </summary>
/// <param name="Effective">The same as text by key, for the info message and for people.</param>
public sealed record MonitorConfiguration(
    DeviceConfiguration Device,
    SourceConfiguration Source,
    BoardConfiguration Board,
    ModelConfiguration Model,
    MqttConfiguration Mqtt,
    AlarmConfiguration Alarms,
    PublishConfiguration Publish,
    StorageConfiguration Storage,
    JournalLimits Journal,
    RecordingConfiguration Recording,
    PageConfiguration Page,
    EffectiveConfiguration Effective)
{
    public SparkplugConfiguration Sparkplug { get; init; } = new(Enabled: false, Group: "EdgeEcg");
}
