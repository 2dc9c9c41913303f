using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

public enum Presence : byte
{
    [JsonStringEnumMemberName("offline")]
    Offline,

    [JsonStringEnumMemberName("online")]
    Online,
}
