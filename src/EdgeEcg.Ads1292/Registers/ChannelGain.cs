namespace EdgeEcg.Ads1292;

/// <summary>
/// Gain of a channel's amplifier: CHnSET.GAIN (SBAS502B, register map). The power-on code, zero, means 6.
/// </summary>
public enum ChannelGain : byte
{
    Times6 = 0x00,
    Times1 = 0x01,
    Times2 = 0x02,
    Times3 = 0x03,
    Times4 = 0x04,
    Times8 = 0x05,
    Times12 = 0x06,
}
