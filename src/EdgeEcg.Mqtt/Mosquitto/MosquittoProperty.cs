namespace EdgeEcg.Mqtt.Mosquitto;

/// <summary>Property identifiers of MQTT 5, section 2.2.2.2.</summary>
internal enum MosquittoProperty
{
    MessageExpiryInterval = 2,
    ContentType = 3,
    ResponseTopic = 8,
    CorrelationData = 9,
    SessionExpiryInterval = 17,
    ReceiveMaximum = 33,
    MaximumQos = 36,
    RetainAvailable = 37,
    MaximumPacketSize = 39,
}
