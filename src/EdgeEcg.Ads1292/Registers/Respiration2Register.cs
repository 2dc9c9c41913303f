namespace EdgeEcg.Ads1292;

/// <summary>
/// RESP2 (SBAS502B, register map). Bit 0 must be written 1; chips without respiration want RESP_FREQ written
/// 1.
/// <code>
/// | CALIB_ON | 0 0 0 0 | RESP_FREQ | RLDREF_INT | 1 |
/// </code>
/// </summary>
/// <param name="CalibrateOffset">Lets the OFFSETCAL opcode act.</param>
/// <param name="Frequency">Carrier of the impedance measurement.</param>
/// <param name="InternalRightLegReference">
/// Right-leg drive aims at mid-supply; otherwise at a pin that floats if unwired.
/// </param>
public readonly record struct Respiration2Register(
    bool CalibrateOffset, RespirationFrequency Frequency, bool InternalRightLegReference)
{
    private const byte CalibrateBit = 0x80;
    private const int FrequencyShift = 2;
    private const byte FrequencyMask = 0x01;
    private const byte ReferenceBit = 0x02;
    private const byte AlwaysOne = 0x01;

    public static Respiration2Register FromByte(byte value) => new(
        (value & CalibrateBit) != 0,
        (RespirationFrequency)((value >> FrequencyShift) & FrequencyMask),
        (value & ReferenceBit) != 0);

    public byte ToByte() => (byte)((CalibrateOffset ? CalibrateBit : 0)
        | ((byte)Frequency << FrequencyShift)
        | (InternalRightLegReference ? ReferenceBit : 0)
        | AlwaysOne);
}
