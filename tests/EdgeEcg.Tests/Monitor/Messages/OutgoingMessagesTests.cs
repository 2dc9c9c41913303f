using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Tests.Monitor.Messages;

public sealed class OutgoingMessagesTests
{
    private static readonly DeviceTopics Topics = new("hospital/edgeecg", "ecg-01");

    [Fact]
    public void Presence_of_a_first_and_a_later_connection_carries_its_number_and_reason()
    {
        MqttPresence first = OutgoingMessages.Presence(Topics, "b00t", test: true, session: 1);
        MqttPresence second = OutgoingMessages.Presence(Topics, "b00t", test: true, session: 2);

        Assert.Equal(
            """
            {"schema":1,"test":true,"state":"online","reason":"started","mode":"normal","last_end":"first",
            "boot_id":"b00t","session":1}
            """.ReplaceLineEndings(""),
            Text(first.Online));
        Assert.Equal(
            Text(first.Online).Replace("started", "reconnected", StringComparison.Ordinal)
                .Replace("\"session\":1", "\"session\":2", StringComparison.Ordinal),
            Text(second.Online));
        Assert.Contains("""offline","reason":"stopped""", Text(second.Offline), StringComparison.Ordinal);
        Assert.Contains("""offline","reason":"lost""", Text(second.Lost), StringComparison.Ordinal);
        Assert.All(
            [first.Online, first.Offline, first.Lost],
            m => Assert.Equal(("hospital/edgeecg/ecg-01/status", true), (m.Topic, m.Retain)));
    }

    [Fact]
    public void What_describes_the_present_is_retained_and_what_happened_is_not()
    {
        MqttMessage state = OutgoingMessages.From(Topics, State());
        MqttMessage strip = OutgoingMessages.From(Topics, Strip());

        Assert.Equal(
            ("hospital/edgeecg/ecg-01/state", true, 120u), (state.Topic, state.Retain, state.ExpirySeconds));
        Assert.Equal(
            ("hospital/edgeecg/ecg-01/strip/ecg-01.b00t.3", false, null),
            (strip.Topic, strip.Retain, strip.ExpirySeconds));
        Assert.Equal((MqttQos.AtLeastOnce, "application/json"), (strip.Qos, strip.ContentType));
    }

    [Fact]
    public void Cleared_alarm_is_an_empty_retained_payload()
    {
        MqttMessage message = OutgoingMessages.ClearAlarm(Topics, EventCodes.Pause);

        Assert.Equal(
            ("hospital/edgeecg/ecg-01/alarm/pause", true, 0),
            (message.Topic, message.Retain, message.Payload.Length));
    }

    [Fact]
    public void Unset_clock_and_missing_values_are_written_as_null()
    {
        string text = Text(OutgoingMessages.From(Topics, State()));

        Assert.Contains(
            "\"time\":null,\"clock\":\"unset\",\"heart_rate_bpm\":null", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Discovery_keeps_home_assistants_rules()
    {
        DiscoveryMessage discovery = HomeAssistantDiscovery.Describe(Topics, "Bed 2", "0.1.0", 5, 60);
        MqttMessage message = OutgoingMessages.From(Topics, "homeassistant", discovery);
        JsonObject json = JsonNode.Parse(message.Payload.Span)!.AsObject();

        Assert.Equal(("homeassistant/device/ecg-01/config", true), (message.Topic, message.Retain));
        Assert.NotEmpty(json["device"]!["identifiers"]!.AsArray());
        Assert.NotNull(json["origin"]!["name"]);
        Assert.Equal(Topics.Status, (string?)json["availability"]![0]!["topic"]);
        JsonObject components = json["components"]!.AsObject();
        Assert.Equal(
            components.Count, components.Select(c => (string?)c.Value!["unique_id"]).Distinct().Count());
        Assert.All(components, c =>
        {
            Assert.Equal($"edgeecg_ecg-01_{c.Key}", (string?)c.Value!["unique_id"]);
            Assert.Matches("^[a-zA-Z0-9_-]+$", (string?)c.Value["unique_id"]);
            Assert.Matches("^(event|sensor|binary_sensor|button|select)$", (string?)c.Value["platform"]);
            Assert.DoesNotContain(c.Value.AsObject(), key => key.Value is null);
        });
        Assert.Equal(
            EventCodes.All, components["ecg_alarm"]!["event_types"]!.AsArray().Select(n => (string)n!));
        Assert.Equal(15, (int)components["heart_rate"]!["expire_after"]!);
    }

    [Fact]
    public void Event_type_is_the_code_whatever_a_sender_claims()
    {
        string text = JsonSerializer.Serialize(Event(), MessageJson.Default.EventMessage);

        EventMessage read = JsonSerializer.Deserialize(
            text.Replace("\"event_type\":\"pause\"", "\"event_type\":\"other\"", StringComparison.Ordinal),
            MessageJson.Default.EventMessage)!;

        Assert.Equal("pause", read.EventType);
    }

    private static string Text(in MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);

    private static StateMessage State() => new()
    {
        Test = true, BootId = "b00t", SampleIndex = 5, Time = null, Clock = ClockState.Unset,
        HeartRateBpm = null,
        HeartRateValid = false, Learning = true, LeadsOff = ["RA"], Quality = 0.5, Beats = 0,
        BeatsAbnormal = 0, Events = 0,
    };

    private static StripMessage Strip() => new()
    {
        Test = true, EventId = new EventId("ecg-01", "b00t", 3), BootId = "b00t", StartSampleIndex = 0,
        StartTime = null,
        Clock = ClockState.Unset, RateSps = 250, Samples = 1, EventOffsetSamples = 0,
        Channels = [StripChannel.FromMicrovolts("I", [1f])],
    };

    private static EventMessage Event() => new()
    {
        Test = true, Id = new EventId("ecg-01", "b00t", 3), Code = EventCodes.Pause,
        Kind = EventKind.Physiological,
        Priority = EventPriority.Medium, SampleIndex = 9, Time = null, Clock = ClockState.Unset, RrMs = 2400,
        Score = null,
        Threshold = null, ModelId = null, Reasons = ["pause"], Lead = "I", Quality = 1, Determined = null,
            Sent = null,
        GenerationDelayMs = 300, StripRef = null, Historical = false,
    };
}
