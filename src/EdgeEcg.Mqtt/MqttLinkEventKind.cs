namespace EdgeEcg.Mqtt;

public enum MqttLinkEventKind : byte
{
    Connected,

    /// <summary>
    /// The attempt failed or the connection ended. One per Connect, after all <see cref="Unconfirmed"/>.
    /// </summary>
    Disconnected,

    /// <summary>The broker answered a publish; the reason code may be a refusal.</summary>
    Published,

    /// <summary>
    /// The connection ended before the answer: nobody knows whether it arrived. The caller resends.
    /// </summary>
    Unconfirmed,

    Received,

    SubscriptionRefused,
}
