using System.Text.Json.Serialization;

namespace EdgeEcg.Scoring;

/// <summary>How a cut beat becomes a model's input.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BeatNormalisation>))]
public enum BeatNormalisation
{
    /// <summary>
    /// (beat − the wearer's own median beat) / the wearer's own QRS amplitude. What the device does.
    /// </summary>
    [JsonStringEnumMemberName("wearer_relative")]
    WearerRelative,

    /// <summary>
    /// beat / its own largest absolute value, as in the SRL-AE experiments. Reproductions only.
    /// </summary>
    [JsonStringEnumMemberName("own_maximum")]
    OwnMaximum,

    /// <summary>All beats scaled together so that the training set spans −1…1. Reproductions only.</summary>
    [JsonStringEnumMemberName("training_range")]
    TrainingRange,

    /// <summary>The values of the data set as they are. Reproductions only.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
