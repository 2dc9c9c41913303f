using System.Text.Json.Nodes;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Monitor;
using EdgeEcg.Tests.Monitor.Commands;

namespace EdgeEcg.Tests.Monitor;

/// <summary>A device that is switched on before its chip answers, with nobody near.</summary>
public sealed class ChipAtStartTests
{
    private const string Alarm = "edgeecg/bench/alarm/source_fault";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_connects_says_what_is_wrong_and_measures_once_the_chip_answers(bool isAnotherChip)
    {
        SimulatedAds1292 chip = new(MonitorAtBroker.Wearer(), new SimulatedChipOptions(), new VirtualClock());
        chip.Faults.StuckReply = isAnotherChip ? null : byte.MaxValue;
        chip.Faults.Identity = isAnotherChip ? 0x92 : null;
        using MonitorAtBroker device = MonitorAtBroker.Start(
            ChipSource.Simulated(chip.Connection, signalEnded: () => false));

        JsonNode alarm = JsonNode.Parse(device.Listener.WaitFor(m => m.Topic == Alarm).Payload)!;
        JsonNode health = device.Ask("refresh", "{}");
        (chip.Faults.StuckReply, chip.Faults.Identity) = (null, null);
        JsonNode over = JsonNode.Parse(
            device.Listener.WaitFor(m => m.Topic == Alarm && m.Payload.Contains("\"off\"")).Payload)!;
        device.WaitForSample(5000);

        Assert.Equal("on", (string?)alarm["presence"]);
        Assert.Contains("Likely cause", (string?)alarm["text"]);
        Assert.Equal("ok", (string?)health["status"]);
        Assert.NotNull(over["cleared"]);
    }
}
