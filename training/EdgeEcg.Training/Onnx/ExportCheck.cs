using System.Globalization;

namespace EdgeEcg.Training.Onnx;

/// <summary>
/// Runs beside every export: does the file, in ONNX Runtime, reconstruct beats as the float model does?
/// </summary>
internal static class ExportCheck
{
    /// <summary>
    /// Single precision against single precision: 1e-4 of the signal, far above rounding and far below any
    /// mistake.
    /// </summary>
    public const double SmallestFloatDecibels = 80;

    /// <summary>
    /// int8 keeps about 25–35 dB through six layers; below 10 dB something is broken, not rounded.
    /// </summary>
    public const double SmallestInt8Decibels = 10;

    /// <summary>10 log₁₀ of Σ reference² over Σ (reference − other)².</summary>
    public static double SignalToNoise(ReadOnlySpan<float> reference, ReadOnlySpan<float> other)
    {
        double signal = 0;
        double noise = 0;
        for (int i = 0; i < reference.Length; i++)
        {
            double difference = (double)reference[i] - other[i];
            signal += (double)reference[i] * reference[i];
            noise += difference * difference;
        }

        return noise == 0 ? double.PositiveInfinity : 10 * Math.Log10(signal / noise);
    }

    /// <exception cref="BadExportException">The file is not a true copy.</exception>
    public static void Require(string architecture, double decibels, double smallestDecibels)
    {
        if (!(decibels >= smallestDecibels))
        {
            throw new BadExportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{architecture}: the exported model's reconstructions are {decibels:0.0} dB above their "
                + $"difference from the float model's, expected at least {smallestDecibels:0.0} dB."));
        }
    }
}
