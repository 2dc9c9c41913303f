namespace EdgeEcg.Mqtt;

/// <summary>
/// One thing that happened on a link; which members mean something follows from <see cref="Kind"/>.
/// </summary>
public readonly record struct MqttLinkEvent
{
    public MqttLinkEventKind Kind { get; private init; }

    /// <summary>Published, Unconfirmed: the id that TryPublish gave.</summary>
    public long PublishId { get; private init; }

    /// <summary>Published, SubscriptionRefused, and Disconnected where the broker gave one.</summary>
    public MqttReasonCode Reason { get; private init; }

    /// <summary>Disconnected.</summary>
    public MqttFailure Failure { get; private init; }

    /// <summary>Disconnected: what the lower layer said. SubscriptionRefused: the topic filter.</summary>
    public string? Detail { get; private init; }

    /// <summary>Connected: the broker still had our session, so its subscriptions held.</summary>
    public bool SessionPresent { get; private init; }

    /// <summary>Connected.</summary>
    public MqttServerLimits Limits { get; private init; }

    /// <summary>Received.</summary>
    public MqttReceivedMessage? Message { get; private init; }

    public static MqttLinkEvent Connected(bool sessionPresent, MqttServerLimits limits) =>
        new() { Kind = MqttLinkEventKind.Connected, SessionPresent = sessionPresent, Limits = limits };

    public static MqttLinkEvent Disconnected(MqttFailure failure, MqttReasonCode reason, string? detail) =>
        new() { Kind = MqttLinkEventKind.Disconnected, Failure = failure, Reason = reason, Detail = detail };

    public static MqttLinkEvent Published(long publishId, MqttReasonCode reason) =>
        new() { Kind = MqttLinkEventKind.Published, PublishId = publishId, Reason = reason };

    public static MqttLinkEvent Unconfirmed(long publishId) =>
        new() { Kind = MqttLinkEventKind.Unconfirmed, PublishId = publishId };

    public static MqttLinkEvent Received(MqttReceivedMessage message) =>
        new() { Kind = MqttLinkEventKind.Received, Message = message };

    public static MqttLinkEvent SubscriptionRefused(string topicFilter, MqttReasonCode reason) =>
        new() { Kind = MqttLinkEventKind.SubscriptionRefused, Detail = topicFilter, Reason = reason };
}
