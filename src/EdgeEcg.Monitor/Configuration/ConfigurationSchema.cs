using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// JSON Schema (draft 7, which editors for YAML know best) made from the table of keys: names to complete,
/// ranges to check and reasons to show while a file is typed. The program itself checks more than this.
/// </summary>
public static class ConfigurationSchema
{
    public const string FileName = "edgeecg.schema.json";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Json()
    {
        JsonObject root = Section();
        root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        root.Insert(1, "title", "EdgeEcg configuration");
        foreach (IConfigurationKey key in ConfigurationKeys.All)
        {
            Add(root, key);
        }

        return root.ToJsonString(Indented) + "\n";
    }

    private static void Add(JsonObject root, IConfigurationKey key)
    {
        string[] parts = key.Path.Split('.');
        JsonObject section = root;
        foreach (string name in parts[..^1])
        {
            section = Subsection(section, name, key.Required);
        }

        section["properties"]![parts[^1]] = Describe(key);
        Require(section, parts[^1], key.Required);
    }

    private static JsonObject Subsection(JsonObject section, string name, bool required)
    {
        JsonObject properties = section["properties"]!.AsObject();
        if (!properties.ContainsKey(name))
        {
            properties[name] = Section();
        }

        Require(section, name, required);
        return properties[name]!.AsObject();
    }

    // An empty section is read as one without keys.
    private static JsonObject Section() => new()
    {
        ["type"] = new JsonArray("object", "null"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(),
    };

    private static void Require(JsonObject section, string name, bool required)
    {
        if (!required)
        {
            return;
        }

        section["type"] = "object";
        JsonArray names = section["required"]?.AsArray() ?? [];
        section["required"] = names;
        if (!names.Any(n => n!.GetValue<string>() == name))
        {
            names.Add((JsonNode)JsonValue.Create(name));
        }
    }

    private static JsonObject Describe(IConfigurationKey key)
    {
        KeyShape shape = key.Shape;
        JsonObject described = new() { ["description"] = $"{key.Reason} [{key.Expected}]" };
        if (shape.Choices.Count > 0)
        {
            JsonArray choices = [.. shape.Choices.Select(c => Value(shape, c))];
            if (!key.Required)
            {
                choices.Add(null);
            }

            described["enum"] = choices;
        }
        else
        {
            described["type"] = key.Required ? shape.JsonType : new JsonArray(shape.JsonType, "null");
        }

        AddLimits(described, shape);
        if (!key.Required && key.Written.Length > 0)
        {
            described["default"] = Value(shape, key.Written);
        }

        return described;
    }

    private static void AddLimits(JsonObject described, KeyShape shape)
    {
        if (shape.Minimum is { } minimum)
        {
            described["minimum"] = minimum;
        }

        if (shape.Maximum is { } maximum)
        {
            described["maximum"] = maximum;
        }
    }

    private static JsonValue Value(KeyShape shape, string text) => shape.JsonType switch
    {
        "integer" => JsonValue.Create(int.Parse(text, CultureInfo.InvariantCulture)),
        "number" => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
        "boolean" => JsonValue.Create(text == "true"),
        _ => JsonValue.Create(text),
    };
}
