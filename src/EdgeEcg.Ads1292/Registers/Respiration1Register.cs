namespace EdgeEcg.Ads1292;

/// <summary>
/// RESP1 (SBAS502B, register map). Bit 1 must be written 1; on chips without respiration nothing else may be
/// set.
/// <code>
/// | RESP_DEMOD_EN1 | RESP_MOD_EN | PH3 PH2 PH1 PH0 | 1 | RESP_CTRL |
/// </code>
/// </summary>
/// <param name="Demodulate">Channel 1 demodulates the carrier.</param>
/// <param name="Modulate">The carrier is driven out on RESP_MODP and RESP_MODN.</param>
/// <param name="PhaseCode">0..15, in steps of 11.25 degrees at 32 kHz and 22.5 degrees at 64 kHz.</param>
/// <param name="ExternalClock">The carrier comes in on the GPIO pins.</param>
public readonly record struct Respiration1Register(
    bool Demodulate, bool Modulate, byte PhaseCode, bool ExternalClock = false)
{
    private const byte DemodulateBit = 0x80;
    private const byte ModulateBit = 0x40;
    private const int PhaseShift = 2;
    private const byte PhaseMask = 0x0F;
    private const byte AlwaysOne = 0x02;
    private const byte ExternalClockBit = 0x01;

    public static Respiration1Register FromByte(byte value) => new(
        (value & DemodulateBit) != 0,
        (value & ModulateBit) != 0,
        (byte)((value >> PhaseShift) & PhaseMask),
        (value & ExternalClockBit) != 0);

    public byte ToByte() => (byte)((Demodulate ? DemodulateBit : 0)
        | (Modulate ? ModulateBit : 0)
        | ((PhaseCode & PhaseMask) << PhaseShift)
        | AlwaysOne
        | (ExternalClock ? ExternalClockBit : 0));
}
