using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Messages;

/// <summary>
/// docs/messages.md against the types: every example is read and written back, every field is in its table.
/// </summary>
public sealed class MessageDocumentTests
{
    public static TheoryData<string> Sections =>
        [
            "status", "info", "health", "state", "clock", "event", "alarm", "strip", "reply", "history/gap",
        ];

    [Theory]
    [MemberData(nameof(Sections))]
    public void Example_is_read_by_the_type_and_written_back_the_same(string section)
    {
        string example = Regex.Match(
            Section(section), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

        object message = JsonSerializer.Deserialize(example, TypeOf(section))!;
        string written = JsonSerializer.Serialize(message, TypeOf(section));

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(example), JsonNode.Parse(written)), $"{example}\nbecame\n{written}");
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Table_lists_every_field_of_the_type_in_its_order_and_no_other(string section)
    {
        IEnumerable<string> documented = Regex.Matches(
            Section(section), @"(?m)^\| `([^`]+)` \|").Select(m => m.Groups[1].Value);

        Assert.Equal(FieldsOf(TypeOf(section), ""), documented);
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Message_with_a_field_missing_or_unknown_is_refused(string section)
    {
        string example = Regex.Match(
            Section(section), "```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        JsonObject missing = JsonNode.Parse(example)!.AsObject();
        missing.Remove("test");
        JsonObject unknown = JsonNode.Parse(example)!.AsObject();
        unknown["surprise"] = 1;

        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize(missing.ToJsonString(), TypeOf(section)));
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize(unknown.ToJsonString(), TypeOf(section)));
    }

    [Fact]
    public void Every_event_code_is_in_the_table_of_events()
    {
        string row = Section("event").Split('\n')
            .Single(l => l.StartsWith("| `code` |", StringComparison.Ordinal));

        Assert.All(EventCodes.All, code => Assert.Contains($"`{code}`", row, StringComparison.Ordinal));
    }

    private static string Section(string name)
    {
        string document = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "messages.md"));
        string start = $"\n## `{name}`\n";
        int from = document.IndexOf(start, StringComparison.Ordinal);
        Assert.True(from >= 0, $"docs/messages.md has no section {name}");
        int to = document.IndexOf("\n## ", from + start.Length, StringComparison.Ordinal);
        return document[from..to];
    }

    private static JsonTypeInfo TypeOf(string section) => section switch
    {
        "status" => MessageJson.Default.StatusMessage,
        "info" => MessageJson.Default.InfoMessage,
        "health" => MessageJson.Default.HealthMessage,
        "state" => MessageJson.Default.StateMessage,
        "clock" => MessageJson.Default.ClockMessage,
        "event" => MessageJson.Default.EventMessage,
        "alarm" => MessageJson.Default.AlarmMessage,
        "history/gap" => MessageJson.Default.HistoryGapMessage,
        "reply" => MessageJson.Default.ReplyMessage,
        _ => MessageJson.Default.StripMessage,
    };

    private static IEnumerable<string> FieldsOf(JsonTypeInfo type, string prefix)
    {
        foreach (JsonPropertyInfo property in type.Properties)
        {
            yield return prefix + property.Name;
            IEnumerable<string> inner = property.Name switch
            {
                "model" => FieldsOf(MessageJson.Default.ModelInfo, "model."),
                "codings" => FieldsOf(MessageJson.Default.Coding, "codings[]."),
                "channels" => FieldsOf(MessageJson.Default.StripChannel, "channels[]."),
                "sampled_data" => FieldsOf(MessageJson.Default.SampledData, "channels[].sampled_data."),
                _ => [],
            };
            foreach (string field in inner)
            {
                yield return field;
            }
        }
    }
}
