namespace EdgeEcg.Ads1292;

/// <summary>CONFIG2's test bits, INT_TEST and TEST_FREQ, in their places (SBAS502B, register map).</summary>
public enum TestSignal : byte
{
    Off = 0x00,
    Constant = 0x02,

    /// <summary>A square wave of 1 Hz and plus and minus V_REF / 2400.</summary>
    Square = 0x03,
}
