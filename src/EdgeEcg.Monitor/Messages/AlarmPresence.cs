using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Signal presence of IEEE 11073-10207.</summary>
public enum AlarmPresence : byte
{
    [JsonStringEnumMemberName("off")]
    Off,

    [JsonStringEnumMemberName("on")]
    On,

    /// <summary>The condition is over, and nobody has looked yet.</summary>
    [JsonStringEnumMemberName("latched")]
    Latched,

    /// <summary>Somebody has looked; the condition persists.</summary>
    [JsonStringEnumMemberName("ack")]
    Acknowledged,
}
