namespace EdgeEcg.Mqtt;

/// <summary>
/// How hard the broker tries. Exactly-once is left out on purpose: the sender's journal resends after a loss
/// anyway, and its messages carry ids by which a consumer drops duplicates.
/// </summary>
public enum MqttQos : byte
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
}
