namespace EdgeEcg.Ads1292;

/// <summary>
/// CH1SET and CH2SET (SBAS502B, register map).
/// <code>
/// | PD | GAIN2 GAIN1 GAIN0 | MUX3 MUX2 MUX1 MUX0 |
/// </code>
/// </summary>
public readonly record struct ChannelRegister(ChannelGain Gain, ChannelInput Input, bool PoweredDown = false)
{
    private const byte PowerDownBit = 0x80;
    private const int GainShift = 4;
    private const byte GainMask = 0x07;
    private const byte InputMask = 0x0F;

    public static ChannelRegister FromByte(byte value) => new(
        (ChannelGain)((value >> GainShift) & GainMask),
        (ChannelInput)(value & InputMask),
        (value & PowerDownBit) != 0);

    public byte ToByte() =>
        (byte)((PoweredDown ? PowerDownBit : 0) | ((byte)Gain << GainShift) | (byte)Input);
}
