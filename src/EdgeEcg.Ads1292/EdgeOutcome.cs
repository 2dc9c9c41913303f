namespace EdgeEcg.Ads1292;

/// <summary>How a wait for DRDY ended.</summary>
public enum EdgeOutcome
{
    Edge,

    /// <summary>None came in time.</summary>
    None,

    /// <summary>The line itself failed: the GPIO chip vanished or refused to be read.</summary>
    LineFault,
}
