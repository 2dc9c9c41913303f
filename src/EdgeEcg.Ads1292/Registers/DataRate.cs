namespace EdgeEcg.Ads1292;

/// <summary>Samples per second of both channels: CONFIG1.DR (SBAS502B, register map).</summary>
public enum DataRate : byte
{
    Sps125 = 0x00,
    Sps250 = 0x01,
    Sps500 = 0x02,
    Sps1000 = 0x03,
    Sps2000 = 0x04,
    Sps4000 = 0x05,
    Sps8000 = 0x06,
}
