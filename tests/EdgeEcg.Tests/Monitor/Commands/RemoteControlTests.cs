using System.Text;
using System.Text.Json.Nodes;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Commands;

/// <summary>Commands to a monitor behind a real broker, and their replies.</summary>
public sealed class RemoteControlTests
{
    [Theory]
    [InlineData("acknowledge", "{\"code\":\"pause\"}", "not_found", "no alarm pause")]
    [InlineData("acknowledge", "{}", "bad_request", "code is missing")]
    [InlineData("acknowledge", "{\"code\":5}", "bad_request", "code is 5")]
    [InlineData("acknowledge", "{\"code\":\"a\",\"cod\":1}", "bad_request", "cod is unknown")]
    [InlineData("acknowledge", "{\"code\":\"a\",\"event_id\":\"b\"}", "bad_request", "event_id is b")]
    [InlineData("identify", "{\"seconds\":0}", "bad_request", "from 1 to 300")]
    [InlineData("identify", "[]", "bad_request", "expected a JSON object")]
    [InlineData("identify", "{", "bad_request", "no JSON")]
    [InlineData("log_level", "{\"level\":\"loud\"}", "bad_request", "one of debug, info, warning, error")]
    [InlineData("test_alarm", "{\"priority\":\"huge\"}", "bad_request", "one of hi, me, lo, none")]
    [InlineData("export_strip", "{\"start_sample_index\":-1}", "bad_request", "whole number from 0")]
    [InlineData("export_strip", "{\"start_sample_index\":99999999}", "not_found", "are not there yet")]
    [InlineData("export_strip", "{\"start\":\"yesterday\"}", "bad_request", "a time such as")]
    [InlineData(
        "export_strip", "{\"start\":\"2026-01-01T00:00:00Z\",\"start_sample_index\":1}", "bad_request",
        "expected one of them")]
    [InlineData("export_strip", "{\"seconds\":61}", "bad_request", "from 1 to 60 seconds")]
    [InlineData("export_strip", "{\"event_id\":\"pause\"}", "bad_request", "device.boot.sequence")]
    [InlineData("export_strip", "{\"boot_id\":\"x\"}", "bad_request", "expected both or neither")]
    [InlineData("export_strip", "{\"sampled_data\":1}", "bad_request", "true or false")]
    [InlineData("baseline_confirm", "{\"beats\":1}", "bad_request", "beats is unknown")]
    [InlineData("baseline_confirm", "{}", "conflict", "of 96 beats")]
    [InlineData("reload_model", "{}", "unsupported", "restart")]
    [InlineData("dance", "{}", "unknown_verb", "acknowledge, baseline_confirm")]
    [InlineData("identify", "{\"sent\":\"2020-01-01T00:00:00Z\"}", "stale", "s before the device's time")]
    public void A_command_that_cannot_be_carried_out_says_why(
        string verb, string payload, string errorCode, string sentence)
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();

        JsonNode reply = device.Ask(verb, payload);

        Assert.Equal("error", (string?)reply["status"]);
        Assert.Equal(errorCode, (string?)reply["error_code"]);
        Assert.Contains(sentence, (string?)reply["error"], StringComparison.Ordinal);
        Assert.Null(reply["data"]);
    }

    [Fact]
    public void A_baseline_is_confirmed_when_it_is_learned_and_learned_anew_when_it_is_reset()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 100);
        device.Listener.WaitFor(m => m.Topic == "edgeecg/bench/state"
            && m.Payload.Contains("\"learning\":false", StringComparison.Ordinal));

        JsonNode confirmed = device.Ask("baseline_confirm", "{\"by\":\"technician\"}");
        bool kept = device.HasStoredBaseline;
        JsonNode reset = device.Ask("baseline_reset", "{\"transaction\":\"7\"}");

        Assert.Equal("ok", (string?)confirmed["status"]);
        Assert.True((bool)confirmed["data"]!["confirmed"]!);
        Assert.False((bool)confirmed["data"]!["learning"]!);
        Assert.True(kept);
        Assert.Equal("7", (string?)reset["transaction"]);
        Assert.True((bool)reset["data"]!["learning"]!);
        Assert.Equal(0, (int)reset["data"]!["beats_learned"]!);
        Assert.False(device.HasStoredBaseline);
    }

    [Fact]
    public void A_test_alarm_comes_says_that_it_is_one_is_acknowledged_and_goes()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();

        JsonNode raised = device.Ask("test_alarm", "{\"priority\":\"hi\",\"seconds\":600}");
        JsonNode alarm = JsonNode.Parse(device.Listener.WaitFor(
            m => m.Topic == "edgeecg/bench/alarm/test" && m.Payload.Length > 0).Payload)!;
        JsonNode seen = device.Ask(
            "acknowledge",
            $$"""{"code":"test","event_id":"{{raised["data"]!["event_id"]}}","by":"night nurse"}""");
        JsonNode again = device.Ask("acknowledge", "{\"code\":\"test\"}");

        Assert.Equal(("test", "hi", true), ((string?)alarm["code"], (string?)alarm["priority"],
            (bool)alarm["test"]!));
        Assert.True((bool)seen["data"]!["changed"]!);
        Assert.False((bool)again["data"]!["changed"]!);
        device.Listener.WaitFor(m => m.Topic == "edgeecg/bench/alarm/test"
            && m.Payload.Contains("\"presence\":\"ack\"", StringComparison.Ordinal)
            && m.Payload.Contains("\"acknowledged_by\":\"night nurse\"", StringComparison.Ordinal));
    }

    [Fact]
    public void An_acknowledgement_of_an_earlier_event_is_a_conflict()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();
        JsonNode first = device.Ask("test_alarm", "{\"seconds\":600}");
        device.Ask("test_alarm", "{\"seconds\":600}");

        JsonNode reply = device.Ask(
            "acknowledge", $$"""{"code":"test","event_id":"{{first["data"]!["event_id"]}}"}""");

        Assert.Equal("conflict", (string?)reply["error_code"]);
    }

    [Fact]
    public void An_exported_strip_is_the_stretch_asked_for_with_an_event_of_its_own()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();
        device.WaitForSample(2000);

        JsonNode reply = device.Ask("export_strip", "{\"start_sample_index\":1000,\"seconds\":1.5}");
        string id = (string)reply["data"]!["event_id"]!;
        JsonNode strip = JsonNode.Parse(device.Listener.WaitFor(
            m => m.Topic == $"edgeecg/bench/strip/{id}").Payload)!;
        JsonNode told = JsonNode.Parse(device.Listener.WaitFor(
            m => m.Topic == "edgeecg/bench/event" && m.Payload.Contains(id, StringComparison.Ordinal))
            .Payload)!;

        Assert.Equal((1000, 750), ((int)strip["start_sample_index"]!, (int)strip["samples"]!));
        Assert.Equal("strip_export", (string?)told["code"]);
        Assert.Equal($"edgeecg/bench/strip/{id}", (string?)told["strip_ref"]);
    }

    [Fact]
    public void The_log_level_is_told_and_changed_and_identify_tells_an_event()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();

        JsonNode changed = device.Ask("log_level", "{\"level\":\"debug\"}");
        JsonNode told = device.Ask("log_level", "");
        JsonNode shown = device.Ask("identify", "{\"seconds\":2}");

        Assert.Equal(("debug", "info"),
            ((string?)changed["data"]!["level"], (string?)changed["data"]!["previous"]));
        Assert.Equal("debug", (string?)told["data"]!["previous"]);
        device.Listener.WaitFor(m => m.Topic == "edgeecg/bench/event"
            && m.Payload.Contains((string)shown["data"]!["event_id"]!, StringComparison.Ordinal));
    }

    [Fact]
    public void Refresh_publishes_again_what_a_broker_has_forgotten()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();
        device.Listener.WaitFor(m => m.Topic == "edgeecg/bench/health");
        string[] kinds = ["status", "info", "health", "state"];
        foreach (string kind in kinds)
        {
            device.Listener.PublishRetained($"edgeecg/bench/{kind}", "");
        }

        device.Ask("refresh", "{}");
        using BrokerClient late = new(device.Port, "edgeecg/bench/+", "homeassistant/#");

        Assert.All(kinds, kind => late.WaitFor(m => m.Topic == $"edgeecg/bench/{kind}"));
        late.WaitFor(m => m.Topic == "homeassistant/device/bench/config");
    }

    [Fact]
    public void The_same_transaction_twice_is_carried_out_once_and_answered_twice()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();

        JsonNode first = device.Ask("test_alarm", "{\"transaction\":\"t-1\",\"seconds\":600}");
        JsonNode second = device.Ask("test_alarm", "{\"transaction\":\"t-1\",\"seconds\":600}");

        Assert.Equal("t-1", (string?)first["transaction"]);
        Assert.True(JsonNode.DeepEquals(first, second));
    }

    [Fact]
    public void A_retained_command_is_refused_because_it_may_be_years_old()
    {
        MosquittoBroker broker = MosquittoBroker.Start();
        using (BrokerClient careless = new(broker.Port))
        {
            careless.PublishRetained("edgeecg/bench/cmd/test_alarm", "{\"transaction\":\"old\"}");
        }

        using MonitorAtBroker device = MonitorAtBroker.Start(broker);
        (string _, string reply) = device.Listener.WaitFor(m => m.Topic == "edgeecg/bench/rsp/test_alarm");

        Assert.Contains("\"error_code\":\"retained\"", reply, StringComparison.Ordinal);
        Assert.Contains("\"transaction\":\"old\"", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dashboard/replies", "dashboard/replies")]
    [InlineData("edgeecg/bench/alarm/pause", "edgeecg/bench/rsp/identify")]
    [InlineData("$SYS/broker", "edgeecg/bench/rsp/identify")]
    public void The_reply_goes_where_the_sender_wants_it_but_never_where_it_would_deceive(
        string responseTopic, string expected)
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();
        using BrokerClient asking = new(device.Port, "dashboard/#", "edgeecg/bench/rsp/#");
        byte[] correlation = Encoding.UTF8.GetBytes("q-7");

        device.Deliver(new MqttReceivedMessage(
            "edgeecg/bench/cmd/identify", "{}"u8.ToArray(), MqttQos.AtLeastOnce, Retain: false, responseTopic,
            correlation));
        MqttReceivedMessage reply = asking.WaitForMessage(m => m.Topic == expected);

        Assert.Equal(correlation, reply.CorrelationData.ToArray());
    }

    [Fact]
    public void More_commands_than_can_wait_are_answered_as_well()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start();

        for (int i = 0; i < 2000; i++)
        {
            device.Deliver(new MqttReceivedMessage(
                "edgeecg/bench/cmd/log_level", Encoding.UTF8.GetBytes($$"""{"transaction":"n{{i}}"}"""),
                MqttQos.AtLeastOnce, Retain: false, null, default));
        }

        device.Listener.WaitFor(m => m.Payload.Contains("\"busy\"", StringComparison.Ordinal));
        Assert.Equal(2000, device.Remote.Counters.Received);
        Assert.True(device.Remote.Counters.Dropped > 0);
    }
}
