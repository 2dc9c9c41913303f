using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.State;

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ClockMoment))]
internal sealed partial class ClockFloorJson : JsonSerializerContext;
