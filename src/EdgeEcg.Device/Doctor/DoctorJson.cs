using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeEcg.Device.Doctor;

/// <summary>How a report is written: snake_case, words for verdicts.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.General,
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(DoctorReport))]
internal sealed partial class DoctorJson : JsonSerializerContext;
