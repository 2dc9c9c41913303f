namespace EdgeEcg.Mqtt;

public static class MqttFailures
{
    public static int Count { get; } = Enum.GetValues<MqttFailure>().Length;

    /// <summary>What a CONNACK that refuses means.</summary>
    public static MqttFailure FromRefusal(MqttReasonCode code) => code switch
    {
        MqttReasonCode.BadUserNameOrPassword or MqttReasonCode.BadAuthenticationMethod =>
            MqttFailure.BadCredentials,
        MqttReasonCode.NotAuthorized or MqttReasonCode.Banned => MqttFailure.NotAuthorized,
        MqttReasonCode.ClientIdNotValid => MqttFailure.ClientIdRefused,
        MqttReasonCode.UnsupportedProtocolVersion => MqttFailure.ProtocolVersionRefused,
        MqttReasonCode.ServerBusy or MqttReasonCode.ServerUnavailable or MqttReasonCode.ConnectionRateExceeded
            => MqttFailure.BrokerBusy,
        _ => MqttFailure.Refused,
    };

    /// <summary>What a DISCONNECT that the broker sent means.</summary>
    public static MqttFailure FromDisconnect(MqttReasonCode code) => code switch
    {
        MqttReasonCode.SessionTakenOver => MqttFailure.SessionTakenOver,
        MqttReasonCode.KeepAliveTimeout => MqttFailure.KeepAliveTimeout,
        _ => MqttFailure.DisconnectedByBroker,
    };
}
