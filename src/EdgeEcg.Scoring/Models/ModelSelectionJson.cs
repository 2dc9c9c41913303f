using System.Text.Json.Serialization;

namespace EdgeEcg.Scoring.Models;

/// <summary>active.json is snake_case; a member of a later program is passed over.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ModelSelection))]
internal sealed partial class ModelSelectionJson : JsonSerializerContext;
