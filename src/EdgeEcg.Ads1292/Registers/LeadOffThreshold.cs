namespace EdgeEcg.Ads1292;

/// <summary>
/// Comparator levels, high side in percent of the analog supply: LOFF.COMP_TH (SBAS502B, register map).
/// </summary>
public enum LeadOffThreshold : byte
{
    Percent95 = 0x00,
    Percent92 = 0x01,
    Percent90 = 0x02,
    Percent87 = 0x03,
    Percent85 = 0x04,
    Percent80 = 0x05,
    Percent75 = 0x06,
    Percent70 = 0x07,
}
