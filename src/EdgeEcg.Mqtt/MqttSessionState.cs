namespace EdgeEcg.Mqtt;

public enum MqttSessionState : byte
{
    /// <summary>Waiting for the moment of the next attempt.</summary>
    Waiting,
    Connecting,
    Connected,

    /// <summary>Stopped by us, for good.</summary>
    Stopped,
}
