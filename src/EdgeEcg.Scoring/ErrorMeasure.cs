using System.Text.Json.Serialization;

namespace EdgeEcg.Scoring;

/// <summary>
/// How a beat and its reconstruction become one number; see <see cref="ReconstructionError"/>.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorMeasure>))]
public enum ErrorMeasure
{
    /// <summary>Σ wᵢ (xᵢ − yᵢ)² / Σ wᵢ.</summary>
    [JsonStringEnumMemberName("weighted_mean_squared")]
    WeightedMeanSquared,

    /// <summary>Σ wᵢ |xᵢ − yᵢ| / Σ wᵢ.</summary>
    [JsonStringEnumMemberName("weighted_mean_absolute")]
    WeightedMeanAbsolute,

    /// <summary>Σ wᵢ |xᵢ − yᵢ|: the sum the LSTM autoencoders of the seeds report.</summary>
    [JsonStringEnumMemberName("weighted_sum_absolute")]
    WeightedSumAbsolute,
}
