namespace EdgeEcg.Mqtt;

/// <summary>
/// Says a failure as one sentence with the place and the remedy, for a log, a status page or a check.
/// </summary>
public static class MqttFailureText
{
    /// <param name="detail">What the lower layer said, if anything.</param>
    public static string Sentence(
        MqttFailure failure, MqttOptions options, MqttReasonCode reason, string? detail)
    {
        ArgumentNullException.ThrowIfNull(options);
        string code = reason is MqttReasonCode.Success ? "" : $" (0x{(byte)reason:X2} {reason})";
        string said = string.IsNullOrEmpty(detail) ? "" : $" [{detail}]";
        return $"MQTT broker {options.Host}:{options.Port}: {Meaning(failure, options)}{code}{said}";
    }

    private static string Meaning(MqttFailure failure, MqttOptions options) => failure switch
    {
        MqttFailure.None => "connected",
        MqttFailure.NameNotFound => "the host name is not known; check the name and the DNS server",
        MqttFailure.Unreachable => "the host cannot be reached; check cable, Wi-Fi, route and firewall",
        MqttFailure.NotListening =>
            "the host answers but nothing listens on this port; check the broker and the port",
        MqttFailure.ConnectTimeout => "no answer in time; check that this port speaks MQTT"
            + (options.Tls is null ? " without TLS" : " with TLS"),
        MqttFailure.TlsFileUnusable => "a TLS file cannot be used",
        MqttFailure.TlsUntrusted => "its certificate is not signed by a trusted authority; check the CA file",
        MqttFailure.TlsExpired => "its certificate has expired; renew it, or check this device's clock",
        MqttFailure.TlsNotYetValid => "its certificate is not valid yet; check this device's clock",
        MqttFailure.TlsWrongHostName => "its certificate is for another host name; use a name that is in it",
        MqttFailure.TlsRefusedByBroker => "the broker refused our side of TLS; check the client certificate",
        MqttFailure.TlsHandshake => "the TLS handshake failed; check that this port speaks TLS",
        MqttFailure.BadCredentials => "user name or password is wrong",
        MqttFailure.NotAuthorized =>
            "the broker refuses this user, or asks for a password that was not given",
        MqttFailure.ClientIdRefused => $"the broker does not accept the client id '{options.ClientId}'",
        MqttFailure.ProtocolVersionRefused => "the broker speaks neither MQTT 5 nor MQTT 3.1.1",
        MqttFailure.BrokerBusy => "the broker is busy or not ready",
        MqttFailure.Refused => "the broker refused the connection",
        // A broker that misses a client certificate says so and hangs up; the reset may overtake the word.
        MqttFailure.ConnectionLost when options.Tls is { CertificateFile: null } =>
            "the connection was lost; if it never holds, the broker may ask for a client certificate",
        MqttFailure.ConnectionLost => "the connection was lost",
        MqttFailure.KeepAliveTimeout => "the broker has gone silent",
        MqttFailure.AcknowledgementTimeout => "the broker did not acknowledge a message in time",
        MqttFailure.ProtocolError => "what answers there does not speak MQTT properly",
        MqttFailure.DisconnectedByBroker => "the broker ended the connection",
        MqttFailure.SessionTakenOver => $"another client uses the client id '{options.ClientId}'",
        MqttFailure.Closed => "disconnected on request",
        _ => failure.ToString(),
    };
}
