namespace EdgeEcg.Ads1292;

/// <summary>What a channel is connected to: CHnSET.MUX (SBAS502B, register map).</summary>
public enum ChannelInput : byte
{
    Electrodes = 0x00,

    /// <summary>Both inputs joined: what remains is the chip's own noise and offset.</summary>
    Shorted = 0x01,

    RightLegMeasurement = 0x02,

    /// <summary>
    /// Channel 1: half of the analog supply; channel 2: a quarter of the digital one. With gain 1.
    /// </summary>
    Supply = 0x03,

    Temperature = 0x04,
    TestSignal = 0x05,
    RightLegToPositive = 0x06,
    RightLegToNegative = 0x07,
    RightLegToBoth = 0x08,

    /// <summary>Routes IN3P and IN3N, the respiration modulation pins.</summary>
    ThirdInput = 0x09,
}
