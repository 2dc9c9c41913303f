using System.Text.Json.Serialization;

namespace EdgeEcg.Scoring;

/// <summary>
/// What a verdict is made of. Every part rises with abnormality, so that no weight may be negative; <see
/// cref="VerdictParts"/> says how each is worked out, and model.json names them in snake_case.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictPart>))]
public enum VerdictPart
{
    /// <summary>The QRS is unlike the nearest normal ones.</summary>
    [JsonStringEnumMemberName("qrs")]
    Qrs,

    /// <summary>The same in units of how much the wearer's own normal QRS vary.</summary>
    [JsonStringEnumMemberName("qrs_own")]
    QrsOwn,

    /// <summary>What comes after the QRS is unlike.</summary>
    [JsonStringEnumMemberName("after")]
    After,

    /// <summary>The QRS is wider than normal.</summary>
    [JsonStringEnumMemberName("width")]
    Width,

    /// <summary>The QRS is taller or smaller than normal.</summary>
    [JsonStringEnumMemberName("amplitude")]
    Amplitude,

    /// <summary>The autoencoder cannot reconstruct the beat.</summary>
    [JsonStringEnumMemberName("residual")]
    Residual,

    /// <summary>Early against the last 8 intervals.</summary>
    [JsonStringEnumMemberName("early")]
    Early,

    /// <summary>Early against the last 32 in units of how irregular they are.</summary>
    [JsonStringEnumMemberName("early_for_rhythm")]
    EarlyForRhythm,

    /// <summary>Early against the interval before this wearer's surely normal beats.</summary>
    [JsonStringEnumMemberName("early_for_wearer")]
    EarlyForWearer,

    /// <summary>What comes before the QRS, the P wave, is unlike.</summary>
    [JsonStringEnumMemberName("before")]
    Before,

    /// <summary>The same in units of how much it varies before the wearer's normal beats.</summary>
    [JsonStringEnumMemberName("before_own")]
    BeforeOwn,

    /// <summary>The QRS repeats an earlier abnormal one; noise does not.</summary>
    [JsonStringEnumMemberName("recurs")]
    Recurs,
}
