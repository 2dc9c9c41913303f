using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary><c>identify</c>: the device shows itself, by an event and its light, if any.</summary>
public sealed class IdentifyCommand(HeartMonitor monitor, IdentifyLight light)
{
    private const double DefaultSeconds = 15;
    private const double MostSeconds = 300;

    public RemoteCommand Command => new("identify", Run);

    private void Run(CommandFields fields, CommandCall call)
    {
        double seconds = fields.Number("seconds", 1, MostSeconds, "seconds") ?? DefaultSeconds;
        fields.End();
        light.Start(TimeSpan.FromSeconds(seconds));
        call.Expect(monitor.TryAsk(() =>
        {
            EventId id = monitor.Monitor.Technical.Tell(
                EventCodes.Identify, EventPriority.None, monitor.Monitor.Last.SampleIndex);
            call.Answer(new JsonObject
            {
                ["seconds"] = seconds, ["light"] = light.IsThere, ["event_id"] = id.ToString(),
            });
        }));
    }
}
