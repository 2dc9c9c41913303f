using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Why a command was not carried out.</summary>
public enum ReplyError : byte
{
    /// <summary>Not JSON, or a field that is missing, unknown or out of range.</summary>
    [JsonStringEnumMemberName("bad_request")]
    BadRequest,

    [JsonStringEnumMemberName("unknown_verb")]
    UnknownVerb,

    /// <summary>A broker hands out a retained command at every connect; it may be years old.</summary>
    [JsonStringEnumMemberName("retained")]
    Retained,

    /// <summary>Sent too long ago to be meant for now.</summary>
    [JsonStringEnumMemberName("stale")]
    Stale,

    /// <summary>What it is about is not there.</summary>
    [JsonStringEnumMemberName("not_found")]
    NotFound,

    /// <summary>It was there, and had to make room.</summary>
    [JsonStringEnumMemberName("evicted")]
    Evicted,

    /// <summary>Things have changed since the sender looked.</summary>
    [JsonStringEnumMemberName("conflict")]
    Conflict,

    /// <summary>Too many commands are waiting.</summary>
    [JsonStringEnumMemberName("busy")]
    Busy,

    /// <summary>This device has not what it needs.</summary>
    [JsonStringEnumMemberName("unsupported")]
    Unsupported,

    /// <summary>It was tried, and did not work.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
