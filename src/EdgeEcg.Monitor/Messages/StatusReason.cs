using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Why a device is online or offline.</summary>
public enum StatusReason : byte
{
    [JsonStringEnumMemberName("started")]
    Started,

    [JsonStringEnumMemberName("reconnected")]
    Reconnected,

    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>The last will: the connection broke without a goodbye.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,
}
