namespace EdgeEcg.Ads1292;

/// <summary>
/// CONFIG2's reference bits, PDB_REFBUF and VREF_4V, in their places (SBAS502B, register map).
/// </summary>
public enum ReferenceVoltage : byte
{
    /// <summary>The power-on state: the chip expects a reference from outside.</summary>
    External = 0x00,

    Internal2V42 = 0x20,

    /// <summary>Needs a 5 V analog supply.</summary>
    Internal4V033 = 0x30,
}
