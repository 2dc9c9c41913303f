namespace EdgeEcg.Ads1292;

/// <summary>Members of the 24-bit family, by the value of the ID register (SBAS502B, register map).</summary>
public enum Ads1292Variant : byte
{
    /// <summary>One channel; channel 2 keeps its slot in the frame.</summary>
    Ads1291 = 0x52,

    Ads1292 = 0x53,

    /// <summary>With impedance respiration on channel 1.</summary>
    Ads1292R = 0x73,
}
