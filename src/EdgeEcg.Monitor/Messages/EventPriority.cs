using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Alert priorities of IEEE 11073-10207.</summary>
public enum EventPriority : byte
{
    [JsonStringEnumMemberName("none")]
    None,

    [JsonStringEnumMemberName("lo")]
    Low,

    [JsonStringEnumMemberName("me")]
    Medium,

    [JsonStringEnumMemberName("hi")]
    High,
}
