namespace EdgeEcg.Ads1292;

/// <summary>
/// Current through each watched electrode: LOFF.ILEAD_OFF (SBAS502B, register map). The codes of the ADS1298
/// and ADS1299 mean other currents.
/// </summary>
public enum LeadOffCurrent : byte
{
    Nanoamperes6 = 0x00,
    Nanoamperes22 = 0x01,
    Microamperes6 = 0x02,
    Microamperes22 = 0x03,
}
