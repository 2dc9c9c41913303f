using System.Text.Json.Serialization;

namespace EdgeEcg.Training.Challenge;

/// <summary>The page's data: snake_case, units in the names.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChallengeContent))]
internal sealed partial class ChallengeJsonContext : JsonSerializerContext;
