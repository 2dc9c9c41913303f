namespace EdgeEcg.Ads1292;

/// <summary>
/// Codes to microvolts at the electrode: V_REF / (gain x (2^23 - 1)) per code (SBAS502B, data format).
/// </summary>
public readonly record struct ChannelScale
{
    /// <summary>Largest code; the smallest is one further from zero. Both also mean "out of range".</summary>
    public const int MaximumCode = (1 << 23) - 1;

    public const int MinimumCode = -(1 << 23);

    /// <param name="referenceVolts">V_REF: 2.42, 4.033, or that of the external reference.</param>
    /// <param name="gain">The channel's gain.</param>
    public ChannelScale(double referenceVolts, ChannelGain gain)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(referenceVolts);
        MicrovoltsPerCode = referenceVolts * 1e6 / ((double)gain.Factor * MaximumCode);
    }

    public double MicrovoltsPerCode { get; }

    /// <summary>Differential input that reaches the largest code.</summary>
    public double FullScaleMicrovolts => MicrovoltsPerCode * MaximumCode;

    public float Microvolts(int code) => (float)(code * MicrovoltsPerCode);

    /// <summary>The code for an input, clipped where the chip clips.</summary>
    public int Code(double microvolts)
    {
        double code = Math.Round(microvolts / MicrovoltsPerCode);
        return (int)Math.Clamp(code, MinimumCode, MaximumCode);
    }
}
