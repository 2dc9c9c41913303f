using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Tests.Monitor.Messages;

/// <summary>
/// The description against what home-assistant.io documents for MQTT device discovery and for each platform.
/// </summary>
public sealed class HomeAssistantDiscoveryTests
{
    private static readonly DeviceTopics Topics = new("edgeecg", "ecg-01");

    /// <summary>Keys that any component may have.</summary>
    private static readonly string[] AnyPlatform =
        ["platform", "unique_id", "name", "default_entity_id", "icon", "entity_category", "device_class"];

    private static readonly Dictionary<string, string[]> OfPlatform = new()
    {
        ["sensor"] =
            ["state_topic", "value_template", "unit_of_measurement", "state_class", "expire_after"],
        ["binary_sensor"] = ["state_topic", "value_template", "off_delay", "expire_after"],
        ["event"] = ["state_topic", "event_types"],
        ["button"] = ["command_topic", "payload_press"],
        ["select"] = ["command_topic", "command_template", "options"],
    };

    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["sensor"] = ["state_topic"],
        ["binary_sensor"] = ["state_topic"],
        ["event"] = ["state_topic", "event_types"],
        ["button"] = ["command_topic"],
        ["select"] = ["command_topic", "options"],
    };

    private static readonly Dictionary<string, string[]> DeviceClasses = new()
    {
        ["sensor"] = ["duration", "temperature", "data_size"],
        ["binary_sensor"] = ["problem", "running", "connectivity", "safety"],
        ["button"] = ["identify", "restart", "update"],
    };

    public static TheoryData<string> Keys => [.. Components().Select(c => c.Key)];

    [Fact]
    public void Device_origin_and_availability_are_as_documented()
    {
        JsonObject root = Described();

        Assert.Equal(
            ["availability", "components", "device", "origin", "qos"], root.Select(p => p.Key).Order());
        Assert.NotEmpty(root["device"]!["identifiers"]!.AsArray());
        Assert.False(string.IsNullOrEmpty((string?)root["origin"]!["name"]));
        JsonObject availability = root["availability"]!.AsArray().Single()!.AsObject();
        Assert.Equal(["topic", "value_template"], availability.Select(p => p.Key).Order());
        Assert.InRange((int)root["qos"]!, 0, 2);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Component_has_what_its_platform_needs_and_nothing_that_it_does_not_know(string key)
    {
        JsonObject component = Components()[key]!.AsObject();
        string platform = (string)component["platform"]!;
        string[] keys = [.. component.Select(p => p.Key)];

        Assert.Matches("^[a-zA-Z0-9_-]+$", key);
        Assert.Empty(keys.Except([.. AnyPlatform, .. OfPlatform[platform]]));
        Assert.Empty(Required[platform].Except(keys));
        Assert.Equal($"edgeecg_ecg-01_{key}", (string?)component["unique_id"]);
        Assert.Equal($"{platform}.edgeecg_ecg_01_{key}", (string?)component["default_entity_id"]);
        if ((string?)component["device_class"] is { } deviceClass)
        {
            Assert.Contains(deviceClass, DeviceClasses[platform]);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Live_values_expire_and_categories_are_ones_that_the_platform_may_have(string key)
    {
        JsonObject component = Components()[key]!.AsObject();
        string platform = (string)component["platform"]!;
        bool isLive = (string?)component["state_topic"] is { } topic && topic != Topics.Event;

        Assert.Equal(isLive, component.ContainsKey("expire_after"));
        string? category = (string?)component["entity_category"];
        Assert.True(category is null or "diagnostic" || (category == "config" && platform is "select"));
    }

    [Fact]
    public void Buttons_and_the_select_send_commands_that_the_device_understands()
    {
        JsonObject components = Components();

        string acknowledge = (string)components["acknowledge"]!["payload_press"]!;
        JsonNode select = components["log_level"]!;
        string level = ((string)select["command_template"]!)
            .Replace("{{ value }}", (string)select["options"]![0]!, StringComparison.Ordinal);

        Assert.Equal("edgeecg/ecg-01/cmd/acknowledge", (string?)components["acknowledge"]!["command_topic"]);
        Schemas.AssertValid("command-acknowledge", JsonNode.Parse(acknowledge));
        Schemas.AssertValid("command-log-level", JsonNode.Parse(level));
        Schemas.AssertValid(
            "command-identify", JsonNode.Parse((string)components["identify"]!["payload_press"]!));
    }

    private static JsonObject Components() => Described()["components"]!.AsObject();

    private static JsonObject Described() => JsonSerializer.SerializeToNode(
        HomeAssistantDiscovery.Describe(Topics, "Bed 2", "0.1.0", 5, 60),
        DiscoveryJson.Default.DiscoveryMessage)!.AsObject();
}
