namespace EdgeEcg.Mqtt;

/// <summary>A message that came in. All of it is a copy owned by the receiver.</summary>
/// <param name="Retain">It was stored at the broker before the subscription, so it may be old.</param>
/// <param name="ResponseTopic">
/// Where a reply is wanted; null where the sender, or the protocol, did not say.
/// </param>
public sealed record MqttReceivedMessage(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    MqttQos Qos,
    bool Retain,
    string? ResponseTopic,
    ReadOnlyMemory<byte> CorrelationData);
