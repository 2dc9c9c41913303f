namespace EdgeEcg.Ads1292;

/// <summary>How a frame is fetched after DRDY fell.</summary>
public enum ReadMode
{
    /// <summary>
    /// RDATA with each edge: the chip holds a copy, so a read that meets the next update stays whole.
    /// </summary>
    OnRequest,

    /// <summary>
    /// RDATAC: one byte less per sample, but a read that meets the next update mixes two samples.
    /// </summary>
    Continuous,
}
