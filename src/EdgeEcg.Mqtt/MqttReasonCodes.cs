namespace EdgeEcg.Mqtt;

public static class MqttReasonCodes
{
    private const byte FirstRefusal = 0x80;

    extension(MqttReasonCode code)
    {
        public bool IsRefusal => (byte)code >= FirstRefusal;
    }

    /// <summary>
    /// The MQTT 5 meaning of a CONNACK return code of 3.1.1 (its table 3.1); MQTT 5 codes pass unchanged.
    /// </summary>
    public static MqttReasonCode FromConnack(int returnCode) => returnCode switch
    {
        1 => MqttReasonCode.UnsupportedProtocolVersion,
        2 => MqttReasonCode.ClientIdNotValid,
        3 => MqttReasonCode.ServerUnavailable,
        4 => MqttReasonCode.BadUserNameOrPassword,
        5 => MqttReasonCode.NotAuthorized,
        _ => (MqttReasonCode)returnCode,
    };
}
