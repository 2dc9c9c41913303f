using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Configuration;

/// <param name="Library">What speaks MQTT.</param>
/// <param name="PasswordFile">The password is the first line of this file; null: none.</param>
/// <param name="Tls">Null: not encrypted.</param>
/// <param name="Discovery">Whether Home Assistant is told about the device.</param>
public sealed record MqttConfiguration(
    string Host,
    int Port,
    MqttLibrary Library,
    string? Username,
    string? PasswordFile,
    MqttTls? Tls,
    string BaseTopic,
    string ClientId,
    int KeepAliveSeconds,
    int SessionExpirySeconds,
    bool Discovery,
    string DiscoveryPrefix)
{
    /// <summary>What a link needs, the password read from its file.</summary>
    /// <exception cref="ConfigurationException">The password file cannot be used.</exception>
    public MqttOptions ToLinkOptions() => new()
    {
        Host = Host,
        Port = Port,
        ClientId = ClientId,
        Username = Username,
        Password = PasswordFile is null ? null : SecretFile.Read(PasswordFile),
        KeepAlive = TimeSpan.FromSeconds(KeepAliveSeconds),
        SessionExpiry = TimeSpan.FromSeconds(SessionExpirySeconds),
        Tls = Tls,
    };
}
