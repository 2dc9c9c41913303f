namespace EdgeEcg.Ads1292;

/// <summary>Carrier of the impedance measurement: RESP2.RESP_FREQ (SBAS502B, register map).</summary>
public enum RespirationFrequency : byte
{
    Kilohertz32 = 0x00,
    Kilohertz64 = 0x01,
}
