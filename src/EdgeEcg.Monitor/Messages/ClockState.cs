using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>How far wall times can be believed.</summary>
public enum ClockState : byte
{
    /// <summary>Never set since boot; wall times are null.</summary>
    [JsonStringEnumMemberName("unset")]
    Unset,

    [JsonStringEnumMemberName("synced")]
    Synced,

    /// <summary>It was synchronised, and has run on alone since.</summary>
    [JsonStringEnumMemberName("holdover")]
    Holdover,
}
