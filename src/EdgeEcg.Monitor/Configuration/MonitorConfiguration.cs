namespace EdgeEcg.Monitor.Configuration;

/// <summary>Everything that one device is told, checked. Made by <see cref="ConfigurationFile"/>; never changes.</summary>
public sealed record MonitorConfiguration(
    DeviceConfiguration Device,
    SourceConfiguration Source,
    ModelConfiguration Model,
    MqttConfiguration Mqtt,
    AlarmConfiguration Alarms,
    PublishConfiguration Publish);
