using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>Writes the keys that differ from nothing, in the order of the table.</summary>
internal static class ConfigurationWriter
{
    /// <param name="header">A comment, without its '#'.</param>
    public static string Write(string header, IReadOnlyDictionary<string, YamlEntry> entries)
    {
        StringBuilder text = new($"# {header}\n");
        string[] open = [];
        foreach (IConfigurationKey key in ConfigurationKeys.All)
        {
            if (!entries.TryGetValue(key.Path, out YamlEntry entry) || entry.IsNothing)
            {
                continue;
            }

            string[] parts = key.Path.Split('.');
            ConfigurationDocuments.OpenSections(text, open, parts[..^1]);
            open = parts[..^1];
            text.Append($"{new string(' ', 2 * open.Length)}{parts[^1]}: {Scalar(key, entry.Text)}\n");
        }

        return text.ToString();
    }

    // A JSON string is a YAML string as well, and no text can leave it.
    private static string Scalar(IConfigurationKey key, string text) =>
        key.Shape is { JsonType: "string", Choices.Count: 0 }
            ? $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\""
            : text.Trim();
}
