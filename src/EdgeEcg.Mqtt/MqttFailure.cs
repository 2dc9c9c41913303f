namespace EdgeEcg.Mqtt;

/// <summary>
/// Why there is no connection, told apart by what a technician would do about it.
/// Each is retried for ever; each has a counter. <see cref="MqttFailureText"/> says it as a sentence.
/// </summary>
public enum MqttFailure : byte
{
    None,

    // Before the broker is reached.
    NameNotFound,
    Unreachable,
    NotListening,
    ConnectTimeout,

    // TLS.
    TlsFileUnusable,
    TlsUntrusted,
    TlsExpired,
    TlsNotYetValid,
    TlsWrongHostName,
    TlsRefusedByBroker,
    TlsHandshake,

    // The broker said no to CONNECT.
    BadCredentials,
    NotAuthorized,
    ClientIdRefused,
    ProtocolVersionRefused,
    BrokerBusy,
    Refused,

    // An established connection ended.
    ConnectionLost,
    KeepAliveTimeout,
    AcknowledgementTimeout,
    ProtocolError,
    DisconnectedByBroker,
    SessionTakenOver,

    /// <summary>We said goodbye ourselves.</summary>
    Closed,
}
