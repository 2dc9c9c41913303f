namespace EdgeEcg.Ads1292;

/// <summary>
/// Typical input-referred noise with shorted inputs at 25 C, in microvolts RMS (SBAS502B, tables 1 to 8). One
/// row per gain 1, 2, 3, 4, 6, 8, 12; one column per rate 125 to 8000 SPS.
/// </summary>
public static class NoiseFigures
{
    private const int Rates = (int)DataRate.Sps8000 + 1;

    /// <summary>3 V analog supply, 2.42 V reference.</summary>
    private static readonly double[] LowReference =
    [
        1.5, 2.2, 3.0, 4.6, 10.1, 55.2, 287.3,
        0.8, 1.2, 1.7, 2.5, 5.3, 26.0, 144.1,
        0.6, 0.9, 1.3, 1.9, 3.7, 17.0, 91.9,
        0.5, 0.8, 1.1, 1.6, 2.9, 12.2, 66.8,
        0.5, 0.7, 0.9, 1.3, 2.2, 7.5, 42.7,
        0.4, 0.6, 0.8, 1.2, 2.0, 5.5, 31.3,
        0.4, 0.5, 0.8, 1.1, 1.7, 3.5, 20.1,
    ];

    /// <summary>5 V analog supply, 4.033 V reference.</summary>
    private static readonly double[] HighReference =
    [
        1.6, 2.2, 3.1, 4.9, 15.5, 89.6, 460.1,
        0.9, 1.2, 1.7, 2.7, 7.5, 45.0, 229.0,
        0.6, 0.9, 1.3, 2.0, 5.1, 28.7, 149.3,
        0.5, 0.7, 1.1, 1.6, 3.9, 20.7, 111.8,
        0.5, 0.6, 0.9, 1.4, 2.8, 13.3, 71.5,
        0.4, 0.6, 0.8, 1.2, 2.3, 9.3, 52.3,
        0.4, 0.5, 0.8, 1.1, 1.9, 5.9, 33.8,
    ];

    /// <summary>
    /// An external reference counts as the low one, which the datasheet allows for a quiet one.
    /// </summary>
    public static double MicrovoltsRms(ChannelGain gain, DataRate rate, ReferenceVoltage reference)
    {
        double[] table = reference == ReferenceVoltage.Internal4V033 ? HighReference : LowReference;
        return table[(RowOf(gain) * Rates) + (int)rate];
    }

    private static int RowOf(ChannelGain gain) => gain.Factor switch
    {
        <= 4 => gain.Factor - 1,
        6 => 4,
        8 => 5,
        _ => 6,
    };
}
