using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// One channel as FHIR R5 writes a series of measurements (hl7.org/fhir/datatypes.html, SampledData): value =
/// origin + factor × number, <c>E</c> where there is none. Names are FHIR's own, so that the object can be
/// put into an Observation as it is.
/// </summary>
public sealed record SampledData
{
    public required SampledDataOrigin Origin { get; init; }

    /// <summary>Between two samples.</summary>
    public required double Interval { get; init; }

    [JsonPropertyName("intervalUnit")]
    public string IntervalUnit { get; init; } = "ms";

    public required double Factor { get; init; }

    /// <summary>Values per sample.</summary>
    public int Dimensions { get; init; } = 1;

    /// <summary>Separated by blanks.</summary>
    public required string Data { get; init; }

    internal static SampledData From(
        ReadOnlySpan<short> numbers, double originUv, double factorUv, double rateHz)
    {
        StringBuilder text = new(6 * numbers.Length);
        foreach (short number in numbers)
        {
            text.Append(text.Length == 0 ? "" : " ");
            text.Append(number == StripChannel.Missing ? "E" : number.ToString(CultureInfo.InvariantCulture));
        }

        return new SampledData
        {
            Origin = new SampledDataOrigin { Value = originUv },
            Interval = 1000 / rateHz,
            Factor = factorUv,
            Data = text.ToString(),
        };
    }
}
