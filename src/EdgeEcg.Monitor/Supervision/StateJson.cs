using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Supervision;

/// <summary>The files of supervision: snake_case, and a field of a later program is passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StartRecord))]
[JsonSerializable(typeof(KeptError[]))]
public sealed partial class StateJson : JsonSerializerContext;
