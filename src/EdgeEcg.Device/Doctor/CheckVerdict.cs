using System.Text.Json.Serialization;

namespace EdgeEcg.Device.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckVerdict
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>It works, and somebody should look.</summary>
    [JsonStringEnumMemberName("warn")]
    Warning,

    [JsonStringEnumMemberName("fail")]
    Failed,

    /// <summary>It could not be made, because one that it rests on failed; or it does not apply.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}
