namespace EdgeEcg.Mqtt;

/// <summary>
/// What whoever queues messages is to do with one that cannot be delivered at once. Not sent: it is between
/// the sender and its own queue.
/// </summary>
public enum MqttKeep : byte
{
    /// <summary>Kept and sent later; of a retained topic only the newest.</summary>
    Routine,

    /// <summary>Retained: the newest matters now, and the older ones as a record, thinned out.</summary>
    Series,

    /// <summary>Large: kept and sent later, as long as there is room.</summary>
    Bulk,

    /// <summary>On the disk before it is sent, given up last, never overtaken by its like.</summary>
    Urgent,
}
