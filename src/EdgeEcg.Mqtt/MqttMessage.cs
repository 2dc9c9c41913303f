namespace EdgeEcg.Mqtt;

/// <summary>
/// A message to publish. The payload is copied while it is accepted; the caller keeps its buffer.
/// </summary>
/// <param name="Topic">Without wildcards.</param>
/// <param name="Payload">
/// An empty payload with <paramref name="Retain"/> clears the retained message of the topic.
/// </param>
/// <param name="ExpirySeconds">
/// After this many seconds the broker no longer delivers it; null: never. MQTT 5 only.
/// </param>
/// <param name="ContentType">For instance <c>application/json</c>. MQTT 5 only.</param>
/// <param name="CorrelationData">Echo of a request's, in a reply. MQTT 5 only.</param>
/// <param name="Keep">For the sender's own queue; plays no part in the protocol.</param>
public readonly record struct MqttMessage(
    string Topic,
    ReadOnlyMemory<byte> Payload,
    MqttQos Qos = MqttQos.AtLeastOnce,
    bool Retain = false,
    uint? ExpirySeconds = null,
    string? ContentType = null,
    ReadOnlyMemory<byte> CorrelationData = default,
    MqttKeep Keep = MqttKeep.Routine);
