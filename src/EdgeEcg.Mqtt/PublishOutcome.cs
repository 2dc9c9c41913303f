namespace EdgeEcg.Mqtt;

/// <summary>
/// What became of a message handed to a link. Only <see cref="Accepted"/> has an id and a later event.
/// </summary>
public enum PublishOutcome : byte
{
    Accepted,

    /// <summary>Nothing was kept: the caller's own queue is the only one.</summary>
    NotConnected,

    /// <summary>Wait for an acknowledgement, then offer it again.</summary>
    InFlightFull,

    /// <summary>Beyond the broker's packet limit; it will never be taken.</summary>
    TooLarge,

    /// <summary>The topic is empty, has wildcards or is no UTF-8; it will never be taken.</summary>
    BadTopic,

    /// <summary>The broker takes only <see cref="MqttQos.AtMostOnce"/>.</summary>
    QosNotSupported,
}
