using System.Text.Json.Serialization;

namespace EdgeEcg.Training.Evaluation;

/// <summary>Reports for programs: snake_case, units in the names.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(QrsReportDocument))]
[JsonSerializable(typeof(AnomalyReportDocument))]
internal sealed partial class EvaluationJsonContext : JsonSerializerContext;
