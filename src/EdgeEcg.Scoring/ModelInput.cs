using System.Globalization;

namespace EdgeEcg.Scoring;

/// <summary>
/// The cut of a beat: sample rate, milliseconds before and after R, and the samples that makes.
/// </summary>
public readonly record struct ModelInput(
    double SampleRateHz, double WindowBeforeMs, double WindowAfterMs, int Samples)
{
    /// <summary>What the device cuts: −250…+450 ms around R at 200 Hz, 140 samples.</summary>
    public static ModelInput DeviceBeat { get; } = new(200, 250, 450, 140);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Samples} samples at {SampleRateHz} Hz, {WindowBeforeMs} ms before to {WindowAfterMs} ms after R");
}
