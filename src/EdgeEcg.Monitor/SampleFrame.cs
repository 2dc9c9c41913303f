namespace EdgeEcg.Monitor;

/// <summary>One sample of both channels on its way from the chip to the analysis.</summary>
/// <param name="SampleIndex">Counts from the start; lost samples are counted too.</param>
/// <param name="TimestampNs">When the chip said it was ready, on the monotonic clock.</param>
/// <param name="LostBefore">Samples lost between the frame before and this one.</param>
/// <param name="Lead1Microvolts">Channel 1.</param>
/// <param name="Lead2Microvolts">Channel 2.</param>
/// <param name="Connected">Bit 0: lead 1 has its electrodes on; bit 1: lead 2.</param>
public readonly record struct SampleFrame(
    long SampleIndex, long TimestampNs, long LostBefore, float Lead1Microvolts, float Lead2Microvolts,
        uint Connected)
{
    /// <summary>What the chip gave for channel 1: a signed 24-bit code.</summary>
    public int Channel1Code { get; init; }

    /// <summary>What the chip gave for channel 2.</summary>
    public int Channel2Code { get; init; }
}
