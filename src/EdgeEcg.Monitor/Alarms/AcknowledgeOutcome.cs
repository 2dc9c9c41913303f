namespace EdgeEcg.Monitor.Alarms;

/// <summary>What became of somebody's "I have seen it".</summary>
public enum AcknowledgeOutcome : byte
{
    Done,

    /// <summary>Somebody had looked before; nothing changes.</summary>
    AlreadyDone,

    NoSuchAlarm,

    /// <summary>The alarm was raised anew since the event that the sender saw.</summary>
    RaisedAnew,
}
