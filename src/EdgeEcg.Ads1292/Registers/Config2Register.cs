namespace EdgeEcg.Ads1292;

/// <summary>
/// CONFIG2 (SBAS502B, register map). Bit 7 must be written 1 and bit 2 written 0.
/// <code>
/// | 1 | PDB_LOFF_COMP | PDB_REFBUF | VREF_4V | CLK_EN | 0 | INT_TEST | TEST_FREQ |
/// </code>
/// </summary>
public readonly record struct Config2Register(
    ReferenceVoltage Reference, bool LeadOffComparators, TestSignal Test, bool ClockOutput = false)
{
    private const byte AlwaysOne = 0x80;
    private const byte ComparatorsBit = 0x40;
    private const byte ReferenceMask = 0x30;
    private const byte ClockOutputBit = 0x08;
    private const byte TestMask = 0x03;

    public static Config2Register FromByte(byte value) => new(
        (ReferenceVoltage)(value & ReferenceMask),
        (value & ComparatorsBit) != 0,
        (TestSignal)(value & TestMask),
        (value & ClockOutputBit) != 0);

    public byte ToByte() => (byte)(AlwaysOne
        | (LeadOffComparators ? ComparatorsBit : 0)
        | (byte)Reference
        | (ClockOutput ? ClockOutputBit : 0)
        | (byte)Test);
}
