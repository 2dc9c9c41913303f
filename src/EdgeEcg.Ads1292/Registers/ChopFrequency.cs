namespace EdgeEcg.Ads1292;

/// <summary>Chopping of the amplifiers: RLD_SENS.CHOP (SBAS502B, register map). Code 1 is reserved.</summary>
public enum ChopFrequency : byte
{
    Kilohertz8 = 0x00,
    Kilohertz64 = 0x02,
    Kilohertz32 = 0x03,
}
