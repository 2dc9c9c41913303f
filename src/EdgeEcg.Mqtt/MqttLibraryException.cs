namespace EdgeEcg.Mqtt;

/// <summary>
/// The native MQTT library is missing or too old. The message names the package to install.
/// </summary>
public sealed class MqttLibraryException(string message) : Exception(message);
