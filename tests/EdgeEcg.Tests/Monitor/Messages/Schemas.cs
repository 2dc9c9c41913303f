using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeEcg.Tests.Testing;
using Json.Schema;

namespace EdgeEcg.Tests.Monitor.Messages;

/// <summary>
/// The schemas of docs/schemas. Published ones let unknown fields pass, as consumers should; here they are
/// refused, so that nothing is published that the documents do not know.
/// </summary>
internal static class Schemas
{
    // What the others refer to.
    private const string Shared = "common.json";

    private static readonly Uri Base = new("https://edgeecg.invalid/");

    private static readonly Dictionary<string, JsonSchema> All = Load();

    public static IEnumerable<string> Names => All.Keys;

    public static string Folder => Path.Combine(TestData.RepositoryRoot, "docs", "schemas");

    public static void AssertValid(string name, JsonNode? message)
    {
        EvaluationResults results = All[name].Evaluate(
            JsonSerializer.SerializeToElement(message), new EvaluationOptions
            {
                OutputFormat = OutputFormat.List, RequireFormatValidation = true,
            });
        string faults = string.Join('\n', (results.Details ?? [])
            .SelectMany(d => (d.Errors ?? []).Select(e => $"{d.InstanceLocation}: {e.Value}")));
        Assert.True(results.IsValid, $"{name}: {faults}\n{message}");
    }

    private static Dictionary<string, JsonSchema> Load()
    {
        Dictionary<string, JsonSchema> schemas = [];
        foreach (string path in Directory.GetFiles(Folder, "*.json").OrderBy(p => !p.EndsWith(Shared)))
        {
            JsonNode json = JsonNode.Parse(File.ReadAllText(path))!;
            Close(json);
            schemas[Path.GetFileNameWithoutExtension(path)] = JsonSchema.FromText(
                json.ToJsonString(), null, new Uri(Base, Path.GetFileName(path)));
        }

        return schemas;
    }

    private static void Close(JsonNode? node)
    {
        if (node is JsonObject described)
        {
            if (described["properties"] is JsonObject && !described.ContainsKey("additionalProperties"))
            {
                described["additionalProperties"] = false;
            }

            foreach ((string _, JsonNode? inner) in described.ToArray())
            {
                Close(inner);
            }
        }
        else if (node is JsonArray several)
        {
            foreach (JsonNode? inner in several)
            {
                Close(inner);
            }
        }
    }
}
