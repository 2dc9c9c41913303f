using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Alert kinds of IEEE 11073-10207.</summary>
public enum EventKind : byte
{
    [JsonStringEnumMemberName("phy")]
    Physiological,

    [JsonStringEnumMemberName("tec")]
    Technical,
}
