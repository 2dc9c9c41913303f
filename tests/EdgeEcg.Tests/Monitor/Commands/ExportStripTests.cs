using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Tests.Monitor.Messages;

namespace EdgeEcg.Tests.Monitor.Commands;

/// <summary>export_strip of what memory no longer holds, against a real mosquitto.</summary>
public sealed class ExportStripTests
{
    private const string Segments = "recording:\n  segment_s: 10\n  flush_s: 1\n  most_mb: 1\n";

    [Fact]
    public void A_stretch_that_memory_no_longer_holds_comes_from_the_recording_in_both_forms()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 200, Segments);
        device.WaitForSample(4000);
        StripMessage before = Ask(device, "{\"start_sample_index\":500,\"seconds\":6}").Strip;
        device.WaitForSample(75_000);

        (JsonNode data, StripMessage after) =
            Ask(device, "{\"start_sample_index\":500,\"seconds\":6,\"sampled_data\":true}");

        Assert.Equal((0, 0, device.BootId), (
            (int)data["missing_samples"]!, (int)data["damaged_samples"]!, (string?)data["boot_id"]));
        Assert.Equal((500, 3000, device.BootId), (after.StartSampleIndex, after.Samples, after.BootId));
        for (int lead = 0; lead < 2; lead++)
        {
            Assert.Equal(before.Channels[lead].ToMicrovolts(), after.Channels[lead].ToMicrovolts());
            Assert.Equal(3000, after.Channels[lead].SampledData!.Data.Split(' ').Length);
            Assert.Null(before.Channels[lead].SampledData);
        }
    }

    [Fact]
    public void An_alarm_is_exported_by_its_event_now_and_by_the_next_run()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 200, "recording:\n  flush_s: 1\n");
        JsonNode alarm = JsonNode.Parse(device.Listener.WaitFor(
            m => m.Topic == "edgeecg/bench/alarm/abnormal_run" && m.Payload.Length > 0).Payload)!;
        string id = (string)alarm["event_id"]!;
        long onset = (long)alarm["onset_sample_index"]!;
        device.WaitForSample(onset + 7000);
        StripMessage now = Ask(device, $$"""{"event_id":"{{id}}","seconds":4}""").Strip;
        device.Stop();

        using MonitorAtBroker next = MonitorAtBroker.StartIn(device.Folder, speed: 20);
        (JsonNode data, StripMessage later) = Ask(next, $$"""{"event_id":"{{id}}","seconds":4}""");

        Assert.Equal(device.BootId, (string?)data["boot_id"]);
        Assert.Equal(onset, later.StartSampleIndex + later.EventOffsetSamples);
        Assert.Equal((now.StartSampleIndex, now.Samples), (later.StartSampleIndex, later.Samples));
        Assert.Equal(now.Channels[0].ToMicrovolts(), later.Channels[0].ToMicrovolts());
        Assert.StartsWith($"bench.{next.BootId}.", later.EventId.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_had_to_make_room_is_refused_as_evicted_and_by_time_as_well()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 200, Segments);
        device.WaitForSample(230_000);

        JsonNode gone = device.Ask("export_strip", "{\"start_sample_index\":1000}");
        JsonNode longAgo = device.Ask("export_strip", "{\"start\":\"2001-02-03T04:05:06Z\"}");

        Assert.Equal("evicted", (string?)gone["error_code"]);
        Assert.Contains((string?)longAgo["error_code"], new[] { "evicted", "not_found" });
        Schemas.AssertValid("reply", gone);
        Schemas.AssertValid("reply", longAgo);
    }

    [Fact]
    public void Without_a_recorder_only_the_newest_minutes_can_be_had()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 200, "recording:\n  enabled: false\n");
        device.WaitForSample(75_000);

        JsonNode old = device.Ask("export_strip", "{\"start_sample_index\":1000}");
        JsonNode newest = device.Ask("export_strip", "{}");

        Assert.Equal("unsupported", (string?)old["error_code"]);
        Assert.Contains("recorder is off", (string?)old["error"], StringComparison.Ordinal);
        Assert.Equal("ok", (string?)newest["status"]);
    }

    [Fact]
    public void Of_many_requests_at_once_each_is_answered_once_with_its_strip_or_as_busy()
    {
        using MonitorAtBroker device = MonitorAtBroker.Start(speed: 20);
        device.WaitForSample(2000);
        for (int i = 0; i < 20; i++)
        {
            device.Listener.Publish(
                "edgeecg/bench/cmd/export_strip", $$"""{"transaction":"t{{i}}","seconds":1}""");
        }

        device.Listener.WaitForNumber("edgeecg/bench/rsp/export_strip", 20);

        JsonNode[] replies = [.. device.Listener.Received
            .Where(m => m.Topic == "edgeecg/bench/rsp/export_strip").Select(m => JsonNode.Parse(m.Payload)!)];
        Assert.Equal(20, replies.Select(r => (string?)r["transaction"]).Distinct().Count());
        Assert.All(replies, r => Assert.Contains(
            (string?)r["error_code"], new[] { null, "busy" }));
        Assert.Contains(replies, r => (string?)r["status"] == "ok");
        Assert.All(replies.Where(r => (string?)r["status"] == "ok"), r => device.Listener.WaitFor(
            m => m.Topic == (string?)r["data"]!["strip_ref"]));
    }

    private static (JsonNode Data, StripMessage Strip) Ask(MonitorAtBroker device, string payload)
    {
        Schemas.AssertValid("command-export-strip", JsonNode.Parse(payload));
        JsonNode reply = device.Ask("export_strip", payload);
        Schemas.AssertValid("reply", reply);
        Assert.True((string?)reply["status"] == "ok", reply.ToJsonString());
        string text = device.Listener.WaitFor(m => m.Topic == (string?)reply["data"]!["strip_ref"]).Payload;
        Schemas.AssertValid("strip", JsonNode.Parse(text));
        return (reply["data"]!, JsonSerializer.Deserialize(text, MessageJson.Default.StripMessage)!);
    }
}
