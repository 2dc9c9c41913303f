namespace EdgeEcg.Mqtt;

/// <summary>
/// What the broker told in CONNACK (MQTT 5, section 3.2.2.3); with 3.1.1 the widest values.
/// </summary>
/// <param name="MaxInFlight">Unacknowledged messages the broker takes at a time.</param>
/// <param name="MaxPacketBytes">Largest packet it takes; a larger one is refused before it is sent.</param>
/// <param name="RetainAvailable">False: retained messages reach only those who listen now.</param>
public readonly record struct MqttServerLimits(
    int MaxInFlight,
    uint MaxPacketBytes,
    MqttQos MaxQos,
    bool RetainAvailable)
{
    /// <summary>
    /// MQTT's own limits: 16-bit packet ids, and 268,435,455 bytes after a header of at most 5.
    /// </summary>
    public static MqttServerLimits Widest { get; } = new(65_535, 268_435_460, MqttQos.AtLeastOnce, true);
}
