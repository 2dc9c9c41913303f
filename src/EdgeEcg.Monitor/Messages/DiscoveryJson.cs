using System.Text.Json.Serialization;

namespace EdgeEcg.Monitor.Messages;

/// <summary>Home Assistant's form: snake_case, and a key that says nothing is left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiscoveryMessage))]
public sealed partial class DiscoveryJson : JsonSerializerContext;
