using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

public enum ReplyStatus : byte
{
    [JsonStringEnumMemberName("ok")]
    Ok,

    [JsonStringEnumMemberName("error")]
    Error,
}
