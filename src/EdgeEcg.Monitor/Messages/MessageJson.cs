using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>How messages are written: snake_case, every field present, nothing unknown accepted.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(StatusMessage))]
[JsonSerializable(typeof(InfoMessage))]
[JsonSerializable(typeof(HealthMessage))]
[JsonSerializable(typeof(StateMessage))]
[JsonSerializable(typeof(EventMessage))]
[JsonSerializable(typeof(AlarmMessage))]
[JsonSerializable(typeof(AlarmMessage[]))]
[JsonSerializable(typeof(StripMessage))]
[JsonSerializable(typeof(HistoryGapMessage))]
[JsonSerializable(typeof(ClockMessage))]
[JsonSerializable(typeof(ReplyMessage))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int[]))]
public sealed partial class MessageJson : JsonSerializerContext;
