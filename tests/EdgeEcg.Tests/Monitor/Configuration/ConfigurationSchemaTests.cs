using System.Globalization;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Tests.Monitor.Configuration;

/// <summary>The schema and the program say the same: what one takes at a limit the other takes.</summary>
public sealed class ConfigurationSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(ConfigurationSchema.Json())!;

    public static TheoryData<string> Keys => [.. ConfigurationKeys.All.Select(k => k.Path)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Schema_and_program_agree_about_a_key(string path)
    {
        IConfigurationKey key = ConfigurationKeys.All.Single(k => k.Path == path);

        JsonObject described = Describe(path);

        Assert.Contains(key.Reason, described["description"]!.GetValue<string>(), StringComparison.Ordinal);
        AssertLimit(key, described["minimum"], -1);
        AssertLimit(key, described["maximum"], 1);
        Assert.All(
            (described["enum"]?.AsArray() ?? []).Where(choice => choice is not null),
            choice => Assert.True(key.Accepts(TextOf(choice!)), $"{path}: {choice}"));
        Assert.True(described["default"] is not { } value || key.Accepts(TextOf(value)));
    }

    [Fact]
    public void Schema_requires_what_the_program_requires_and_allows_no_other_name()
    {
        string[] required = [.. Schema["required"]!.AsArray().Select(n => n!.GetValue<string>())];

        Assert.Equal(["version", "device"], required);
        Assert.Equal("id", Assert.Single(Schema["properties"]!["device"]!["required"]!.AsArray())!
            .GetValue<string>());
        Assert.False(Schema["additionalProperties"]!.GetValue<bool>());
        Assert.False(Schema["properties"]!["mqtt"]!["properties"]!["tls"]!["additionalProperties"]!
            .GetValue<bool>());
    }

    private static JsonObject Describe(string path)
    {
        JsonNode node = Schema;
        foreach (string name in path.Split('.'))
        {
            node = node["properties"]![name]!;
        }

        return node.AsObject();
    }

    private static void AssertLimit(IConfigurationKey key, JsonNode? limit, int beyond)
    {
        if (limit is not null)
        {
            double value = limit.GetValue<double>();
            Assert.True(key.Accepts(value.ToString(CultureInfo.InvariantCulture)), $"{key.Path}: {value}");
            Assert.False(
                key.Accepts((value + beyond).ToString(CultureInfo.InvariantCulture)),
                $"{key.Path} past {value}");
        }
    }

    private static string TextOf(JsonNode value) => value.ToJsonString().Trim('"');
}
