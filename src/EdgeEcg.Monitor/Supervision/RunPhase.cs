using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Supervision;

/// <summary>How far a run has come; where it stands in this says how it ended.</summary>
public enum RunPhase : byte
{
    [JsonStringEnumMemberName("starting")]
    Starting,

    [JsonStringEnumMemberName("stable")]
    Stable,

    [JsonStringEnumMemberName("ended")]
    Ended,
}
