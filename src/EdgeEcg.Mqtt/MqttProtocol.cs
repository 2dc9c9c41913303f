namespace EdgeEcg.Mqtt;

/// <summary>Protocol level byte of CONNECT: MQTT 5.0 and 3.1.1, section 3.1.2.2 of either standard.</summary>
public enum MqttProtocol : byte
{
    V311 = 4,
    V5 = 5,
}
