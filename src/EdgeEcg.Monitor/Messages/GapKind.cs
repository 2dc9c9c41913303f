using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>What kind of message will not come.</summary>
public enum GapKind : byte
{
    /// <summary>Alarms, and the events that raise them.</summary>
    [JsonStringEnumMemberName("alarm")]
    Alarm,

    /// <summary>Single events, and the record of state and health.</summary>
    [JsonStringEnumMemberName("telemetry")]
    Telemetry,

    [JsonStringEnumMemberName("strip")]
    Strip,
}
