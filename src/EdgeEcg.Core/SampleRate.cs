using System.Globalization;

namespace EdgeEcg.Core;

/// <summary>
/// Samples per second of one channel, and the only place where milliseconds become samples.
/// </summary>
public readonly record struct SampleRate
{
    /// <param name="hz">Samples per second; positive and finite.</param>
    public SampleRate(double hz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hz);
        ArgumentOutOfRangeException.ThrowIfEqual(double.IsFinite(hz), false, nameof(hz));
        Hz = hz;
    }

    public double Hz { get; }

    public double PeriodMs => 1000.0 / Hz;

    /// <summary>The nearest whole number of samples in <paramref name="ms"/> milliseconds.</summary>
    public int Samples(double ms) =>
        checked((int)Math.Round(ms * Hz / 1000.0, MidpointRounding.AwayFromZero));

    public double Milliseconds(double samples) => samples * 1000.0 / Hz;

    public override string ToString() => Hz.ToString("0.###", CultureInfo.InvariantCulture) + " Hz";
}
