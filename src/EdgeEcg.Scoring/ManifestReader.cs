using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace EdgeEcg.Scoring;

/// <summary>
/// Reads and checks <c>model.json</c>. The schema version is looked at before anything else, so that a
/// package from a newer program is refused as newer and not as malformed.
/// </summary>
internal static class ManifestReader
{
    private static readonly SearchValues<char> LowerHexDigits = SearchValues.Create("0123456789abcdef");

    public static ModelManifest Read(string file, ReadOnlySpan<byte> json)
    {
        RefuseOtherSchema(file, json);
        try
        {
            ModelManifest manifest = JsonSerializer.Deserialize(json, ModelJsonContext.Default.ModelManifest)
                ?? throw new BadModelException(file, "the content", "null", "an object");
            Check(file, manifest);
            return manifest;
        }
        catch (JsonException e)
        {
            throw NotJson(file, e);
        }
    }

    private static void RefuseOtherSchema(string file, ReadOnlySpan<byte> json)
    {
        try
        {
            Utf8JsonReader reader = new(json);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind is not JsonValueKind.Object
                || !document.RootElement.TryGetProperty("schema_version", out JsonElement version)
                || version.ValueKind is not JsonValueKind.Number
                || !version.TryGetInt32(out int schema))
            {
                throw new BadModelException(
                    file, "schema_version", "missing or no number",
                    $"1 to {ModelManifest.CurrentSchemaVersion}");
            }

            if (schema is < 1 or > ModelManifest.CurrentSchemaVersion)
            {
                throw new BadModelException(
                    file, "schema_version", Text(schema), $"1 to {ModelManifest.CurrentSchemaVersion}");
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw NotJson(file, e);
        }
    }

    private static void Check(string file, ModelManifest manifest)
    {
        string id = manifest.ModelId;
        Require(file, "model_id", id, IsSha256(id), "64 lower-case hexadecimal digits");
        Require(file, "output", manifest.Output, manifest.Output == "reconstruction", "reconstruction");
        (int weights, int samples) = (manifest.PositionWeights.Count, manifest.Samples);
        Require(file, "the number of position_weights", Text(weights), weights == samples, Text(samples));
        for (int i = 0; i < weights; i++)
        {
            float weight = manifest.PositionWeights[i];
            bool fits = float.IsFinite(weight) && weight >= 0;
            Require(file, $"position_weights[{i}]", Text(weight), fits, "0 or more");
        }

        Require(file, "the number of thresholds", "0", manifest.Thresholds.Count > 0, "at least 1");
        foreach (ModelThreshold? threshold in manifest.Thresholds)
        {
            Require(file, "a threshold", "null", threshold is not null, "an object");
            bool fits = double.IsFinite(threshold!.Score) && threshold.Score > 0;
            Require(file, "a threshold's score", Text(threshold.Score), fits, "above 0");
        }

        if (manifest.Verdict is { } verdict)
        {
            CheckWeights(file, "shape", verdict.Shape);
            CheckWeights(file, "rhythm", verdict.Rhythm);
            CheckWeights(file, "ventricular", verdict.Ventricular);
        }
    }

    private static void CheckWeights(string file, string term, VerdictTerm of)
    {
        foreach ((VerdictPart part, double weight) in of.Weights)
        {
            string what = $"the weight of {part} in verdict.{term}";
            Require(file, what, Text(weight), Enum.IsDefined(part) && weight >= 0, "0 or more");
        }
    }

    private static void Require(string file, string what, string found, bool holds, string expected)
    {
        if (!holds)
        {
            throw new BadModelException(file, what, found, expected);
        }
    }

    private static bool IsSha256(string text) =>
        text.Length == 64 && !text.AsSpan().ContainsAnyExcept(LowerHexDigits);

    private static BadModelException NotJson(string file, Exception e) =>
        new(file, "the content", $"not as it should be ({e.Message})", "a model manifest in JSON", e);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
