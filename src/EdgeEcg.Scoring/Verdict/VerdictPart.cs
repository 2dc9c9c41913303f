using System.Text.Json.Serialization;

namespace EdgeEcg.Scoring;

/// <summary>
/// What a verdict is made of. Every part rises with abnormality, so that no weight may be negative; <see
/// cref="VerdictParts"/> says how each is worked out, and model.json names them in snake_case.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictPart>))]
public enum VerdictPart
{
    /// <summary>By more than noise the QRS has another form than the normal one, whatever its size.</summary>
    [JsonStringEnumMemberName("form_over_noise")]
    FormOverNoise,

    /// <summary>The same against the usual noise alone.</summary>
    [JsonStringEnumMemberName("form_over_usual_noise")]
    FormOverUsualNoise,

    /// <summary>The same in the lead where it is least.</summary>
    [JsonStringEnumMemberName("form_over_noise_in_best_lead")]
    FormOverNoiseInBestLead,

    /// <summary>The QRS rises more slowly than the normal one.</summary>
    [JsonStringEnumMemberName("slow_rise")]
    SlowRise,

    /// <summary>What comes after the QRS is unlike.</summary>
    [JsonStringEnumMemberName("after")]
    After,

    /// <summary>The QRS has another form and repeats earlier abnormal ones.</summary>
    [JsonStringEnumMemberName("recurring_form")]
    RecurringForm,

    /// <summary>It is no noise: it repeats earlier abnormal ones, or it is quiet around it.</summary>
    [JsonStringEnumMemberName("certain")]
    Certain,

    /// <summary>The autoencoder cannot reconstruct the beat as well as the wearer's normal ones.</summary>
    [JsonStringEnumMemberName("residual")]
    Residual,

    /// <summary>Early against the last 8 intervals, up to a third.</summary>
    [JsonStringEnumMemberName("somewhat_early")]
    SomewhatEarly,

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
}
