namespace EdgeEcg.Ads1292;

/// <summary>
/// LOFF_STAT (SBAS502B, register map): five live comparators, and the clock divider that found its home here.
/// <code>
/// | 0 | CLK_DIV | 0 | RLD_STAT | IN2N_OFF IN2P_OFF IN1N_OFF IN1P_OFF |
/// </code>
/// </summary>
/// <param name="LeadsOff">Electrodes whose comparator says they are off; read only.</param>
/// <param name="FastExternalClock">The clock pin carries 2.048 MHz, not 512 kHz.</param>
public readonly record struct LeadOffStatusRegister(Electrodes LeadsOff, bool FastExternalClock = false)
{
    private const byte ClockDividerBit = 0x40;
    private const byte LeadsMask = 0x1F;

    public static LeadOffStatusRegister FromByte(byte value) =>
        new((Electrodes)(value & LeadsMask), (value & ClockDividerBit) != 0);

    public byte ToByte() => (byte)((FastExternalClock ? ClockDividerBit : 0) | ((byte)LeadsOff & LeadsMask));
}
