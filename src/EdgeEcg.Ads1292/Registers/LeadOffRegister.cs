namespace EdgeEcg.Ads1292;

/// <summary>
/// LOFF (SBAS502B, register map). Bit 4 must be written 1 and bit 1 written 0.
/// <code>
/// | COMP_TH2 COMP_TH1 COMP_TH0 | 1 | ILEAD_OFF1 ILEAD_OFF0 | 0 | FLEAD_OFF |
/// </code>
/// </summary>
/// <param name="Threshold">Where the comparators trip.</param>
/// <param name="Current">Current through each watched electrode.</param>
/// <param name="Alternating">
/// The current alternates at a quarter of the data rate; software must then find the tone itself.
/// </param>
public readonly record struct LeadOffRegister(
    LeadOffThreshold Threshold, LeadOffCurrent Current, bool Alternating = false)
{
    private const int ThresholdShift = 5;
    private const byte AlwaysOne = 0x10;
    private const int CurrentShift = 2;
    private const byte CurrentMask = 0x03;
    private const byte AlternatingBit = 0x01;

    public static LeadOffRegister FromByte(byte value) => new(
        (LeadOffThreshold)(value >> ThresholdShift),
        (LeadOffCurrent)((value >> CurrentShift) & CurrentMask),
        (value & AlternatingBit) != 0);

    public byte ToByte() => (byte)(((byte)Threshold << ThresholdShift)
        | AlwaysOne
        | ((byte)Current << CurrentShift)
        | (Alternating ? AlternatingBit : 0));
}
