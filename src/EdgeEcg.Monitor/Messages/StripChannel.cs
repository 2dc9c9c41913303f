using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// One channel of a strip as 16-bit numbers: microvolts = origin + factor × number, the arithmetic of FHIR's
/// SampledData. A tenth of a microvolt is finer than the chip's noise; a strip that spans more than 6.5 mV
/// gets a larger factor, so that nothing is clipped.
/// </summary>
public sealed record StripChannel
{
    /// <summary>Stands for a sample that is missing or was measured with the electrode off.</summary>
    public const short Missing = short.MinValue;

    private const double FinestFactorUv = 0.1;

    public required string Lead { get; init; }

    public required double OriginUv { get; init; }

    public required double FactorUv { get; init; }

    /// <summary>Little-endian 16-bit signed integers, base64.</summary>
    public required string Data { get; init; }

    /// <summary>The same as FHIR writes it; null where nobody asked for it.</summary>
    public SampledData? SampledData { get; init; }

    /// <summary>With the form of FHIR beside its own.</summary>
    /// <param name="rateHz">Of the samples.</param>
    public StripChannel WithSampledData(double rateHz)
    {
        ReadOnlySpan<short> numbers = MemoryMarshal.Cast<byte, short>(Convert.FromBase64String(Data));
        return this with { SampledData = SampledData.From(numbers, OriginUv, FactorUv, rateHz) };
    }

    /// <param name="microvolts">NaN where there is no sample.</param>
    public static StripChannel FromMicrovolts(string lead, ReadOnlySpan<float> microvolts)
    {
        (double lowest, double highest) = RangeOf(microvolts);
        double originUv = Math.Round((lowest + highest) / 2);
        double halfSpan = Math.Max(highest - originUv, originUv - lowest);
        double factorUv = Math.Max(FinestFactorUv, halfSpan / short.MaxValue);
        byte[] bytes = new byte[sizeof(short) * microvolts.Length];
        for (int i = 0; i < microvolts.Length; i++)
        {
            double steps = Math.Round((microvolts[i] - originUv) / factorUv);
            short number = double.IsNaN(steps)
                ? Missing
                : (short)Math.Clamp(steps, -short.MaxValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(sizeof(short) * i), number);
        }

        return new StripChannel
        {
            Lead = lead,
            OriginUv = originUv,
            FactorUv = factorUv,
            Data = Convert.ToBase64String(bytes),
        };
    }

    /// <summary>NaN where there is no sample.</summary>
    /// <exception cref="FormatException"><see cref="Data"/> is no base64 of whole numbers.</exception>
    public float[] ToMicrovolts()
    {
        byte[] bytes = Convert.FromBase64String(Data);
        if (bytes.Length % sizeof(short) != 0)
        {
            throw new FormatException($"Strip data has {bytes.Length} bytes, expected an even number.");
        }

        float[] microvolts = new float[bytes.Length / sizeof(short)];
        for (int i = 0; i < microvolts.Length; i++)
        {
            short number = BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(sizeof(short) * i));
            microvolts[i] = number == Missing ? float.NaN : (float)(OriginUv + (FactorUv * number));
        }

        return microvolts;
    }

    private static (double Lowest, double Highest) RangeOf(ReadOnlySpan<float> microvolts)
    {
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        foreach (float value in microvolts)
        {
            if (!float.IsNaN(value))
            {
                lowest = Math.Min(lowest, value);
                highest = Math.Max(highest, value);
            }
        }

        return lowest > highest ? (0, 0) : (lowest, highest);
    }
}
