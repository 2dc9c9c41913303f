namespace EdgeEcg.Ads1292;

/// <summary>
/// RLD_SENS (SBAS502B, register map).
/// <code>
/// | CHOP1 CHOP0 | PDB_RLD | RLD_LOFF_SENS | RLD2N RLD2P RLD1N RLD1P |
/// </code>
/// </summary>
/// <param name="Chop">Chopping of both channels' amplifiers.</param>
/// <param name="AmplifierOn">The right-leg drive amplifier runs.</param>
/// <param name="SenseRightLeg">Watch the right-leg electrode; works with the amplifier off only.</param>
/// <param name="DerivedFrom">Inputs whose average is driven back as the common mode.</param>
public readonly record struct RightLegDriveRegister(
    ChopFrequency Chop, bool AmplifierOn, bool SenseRightLeg, Electrodes DerivedFrom)
{
    private const int ChopShift = 6;
    private const byte AmplifierBit = 0x20;
    private const byte SenseBit = 0x10;
    private const byte InputsMask = 0x0F;

    public static RightLegDriveRegister FromByte(byte value) => new(
        (ChopFrequency)(value >> ChopShift),
        (value & AmplifierBit) != 0,
        (value & SenseBit) != 0,
        (Electrodes)(value & InputsMask));

    public byte ToByte() => (byte)(((byte)Chop << ChopShift)
        | (AmplifierOn ? AmplifierBit : 0)
        | (SenseRightLeg ? SenseBit : 0)
        | ((byte)DerivedFrom & InputsMask));
}
