namespace EdgeEcg.Ads1292;

/// <summary>How a message ended.</summary>
public enum SpiOutcome
{
    Ok,

    /// <summary>The controller reported an error; the next message may go through.</summary>
    Failed,

    /// <summary>More bytes than the bus driver buffers.</summary>
    TooLong,

    /// <summary>The bus driver refuses what it was asked for: a setting, not a glitch.</summary>
    Refused,

    /// <summary>The device was unbound or closed.</summary>
    Gone,
}
