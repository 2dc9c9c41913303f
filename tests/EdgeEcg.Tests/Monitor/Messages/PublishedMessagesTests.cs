using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EdgeEcg.Tests.Monitor.Commands;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Messages;

/// <summary>Every message that a running monitor publishes, against the schemas of docs/schemas.</summary>
public sealed class PublishedMessagesTests
{
    [Fact]
    public void Everything_a_monitor_publishes_while_it_is_told_all_it_can_be_told_is_in_the_schemas()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start(
            speed: 200, "publish:\n  state_interval_s: 1\n  health_interval_s: 5\n"
                + "  strip_sampled_data: true\n");
        string[] verbs =
            ["acknowledge", "identify", "refresh", "log_level", "test_alarm", "export_strip", "reload_model",
                "baseline_confirm"];
        foreach (string verb in verbs)
        {
            device.Ask(verb, verb == "acknowledge" ? "{\"code\":\"all\"}" : "{}");
        }

        BrokerClient heard = device.Listener;
        heard.WaitFor(m => m.Topic == "edgeecg/bench/alarm/abnormal_run" && m.Payload.Length > 0);
        heard.WaitFor(m => m.Topic.Contains("/strip/", StringComparison.Ordinal));
        heard.WaitFor(m => m.Payload.Contains("\"presence\":\"off\"", StringComparison.Ordinal));
        heard.WaitForNumber("edgeecg/bench/health", 2);
        device.Ask("baseline_reset", "{}");

        (string Topic, string Payload)[] messages = [.. heard.Received.Where(m => m.Payload.Length > 0
            && m.Topic.StartsWith("edgeecg/bench/", StringComparison.Ordinal)
            && !m.Topic.Contains("/cmd/", StringComparison.Ordinal))];
        Assert.All(
            messages, m => Schemas.AssertValid(SchemaOf(m.Topic), JsonNode.Parse(m.Payload)));
        Assert.Equal(
            ["alarm", "clock", "event", "health", "info", "reply", "state", "status", "strip"],
            messages.Select(m => SchemaOf(m.Topic)).Distinct().Order());
    }

    public static TheoryData<string> Documented =>
        ["status", "info", "health", "state", "clock", "event", "alarm", "strip", "reply"];

    [Theory]
    [MemberData(nameof(Documented))]
    public void The_example_of_each_message_is_in_its_schema(string kind)
    {
        string document = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "messages.md"));
        Match example = Regex.Match(
            document, $"\n## `{kind}`\n.*?```json\n(.*?)```", RegexOptions.Singleline);

        Schemas.AssertValid(kind, JsonNode.Parse(example.Groups[1].Value));
    }

    [Theory]
    [InlineData("status", "state", "\"away\"")]
    [InlineData("event", "time", "\"yesterday\"")]
    [InlineData("event", "surprise", "1")]
    [InlineData("alarm", "presence", "null")]
    [InlineData("strip", "channels", "[]")]
    public void What_does_not_fit_is_refused(string kind, string field, string value)
    {
        string document = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "messages.md"));
        JsonNode message = JsonNode.Parse(Regex.Match(
            document, $"\n## `{kind}`\n.*?```json\n(.*?)```", RegexOptions.Singleline).Groups[1].Value)!;
        message[field] = JsonNode.Parse(value);

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => Schemas.AssertValid(kind, message));
    }

    private static string SchemaOf(string topic)
    {
        string kind = topic.Split('/')[2];
        return kind == "rsp" ? "reply" : kind;
    }
}
