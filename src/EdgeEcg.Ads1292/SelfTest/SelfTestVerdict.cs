namespace EdgeEcg.Ads1292;

public enum SelfTestVerdict
{
    Ok,

    /// <summary>Works, but somebody should look: an electrode that is off, a warm enclosure.</summary>
    Warning,

    Failed,
}
