namespace EdgeEcg.Mqtt;

/// <summary>
/// How a device is seen by others, one retained topic with three writers: we on arrival, we on a clean stop,
/// and the broker if we vanish. Made anew for every connection, so that the three can carry the connection's
/// number.
/// </summary>
/// <param name="Online">Published after each connect, before anything else.</param>
/// <param name="Offline">Published by a clean stop.</param>
/// <param name="Lost">The last will.</param>
public sealed record MqttPresence(MqttMessage Online, MqttMessage Offline, MqttMessage Lost);
