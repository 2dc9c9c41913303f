using System.Buffers.Binary;

namespace EdgeEcg.Training.Challenge;

/// <summary>Samples on their way to the page: 16-bit numbers, little-endian, base64.</summary>
/// <param name="FactorUv">Microvolts per step.</param>
/// <param name="Data">−32768 stands for no sample.</param>
public sealed record PackedSamples(double FactorUv, string Data)
{
    private const short Missing = short.MinValue;
    private const double FinestFactorUv = 1;

    /// <param name="microvolts">NaN where there is no sample.</param>
    public static PackedSamples Of(ReadOnlySpan<float> microvolts)
    {
        double highest = 0;
        foreach (float value in microvolts)
        {
            highest = float.IsNaN(value) ? highest : Math.Max(highest, Math.Abs(value));
        }

        double factor = Math.Max(FinestFactorUv, highest / short.MaxValue);
        byte[] bytes = new byte[sizeof(short) * microvolts.Length];
        for (int i = 0; i < microvolts.Length; i++)
        {
            short step = float.IsNaN(microvolts[i]) ? Missing : (short)Math.Round(microvolts[i] / factor);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(sizeof(short) * i), step);
        }

        return new PackedSamples(factor, Convert.ToBase64String(bytes));
    }
}
