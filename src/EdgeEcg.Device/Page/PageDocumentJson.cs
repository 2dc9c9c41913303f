using System.Text.Json.Serialization;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Page;

/// <summary>Documents for the page: snake_case, as everywhere.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ModelManifest))]
internal sealed partial class PageDocumentJson : JsonSerializerContext;
