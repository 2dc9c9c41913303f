using System.Text.Json.Serialization;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>How the kernel treats a thread when others want the processor as well.</summary>
public enum ThreadScheduling
{
    /// <summary>Real time was not asked for.</summary>
    [JsonStringEnumMemberName("ordinary")]
    Ordinary,

    /// <summary>It runs before every ordinary thread.</summary>
    [JsonStringEnumMemberName("real_time")]
    RealTime,

    /// <summary>Real time was asked for and is not allowed; it runs like any other thread.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,
}
