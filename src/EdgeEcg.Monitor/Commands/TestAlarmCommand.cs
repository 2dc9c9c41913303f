using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary>
/// <c>test_alarm</c>: an alarm that takes the way of every alarm and says of itself that it is a test.
/// </summary>
public sealed class TestAlarmCommand(HeartMonitor monitor, TimeProvider time)
{
    private const double DefaultSeconds = 10;
    private const double MostSeconds = 600;

    private long _startedAt;
    private TimeSpan? _length;

    public RemoteCommand Command => new("test_alarm", Run);

    /// <summary>Ends it when its time has come; on the desk's thread.</summary>
    public void Tick()
    {
        if (_length is { } length && time.GetElapsedTime(_startedAt) >= length
            && monitor.TryAsk(() => monitor.Alarms.End(EventCodes.Test, monitor.Messages.Now)))
        {
            _length = null;
        }
    }

    private void Run(CommandFields fields, CommandCall call)
    {
        EventPriority priority = fields.Choice("priority", "hi", "me", "lo", "none") switch
        {
            "hi" => EventPriority.High,
            "me" => EventPriority.Medium,
            "lo" => EventPriority.Low,
            _ => EventPriority.None,
        };
        double seconds = fields.Number("seconds", 1, MostSeconds, "seconds") ?? DefaultSeconds;
        fields.End();
        (_startedAt, _length) = (time.GetTimestamp(), TimeSpan.FromSeconds(seconds));
        call.Expect(monitor.TryAsk(() =>
        {
            EventId id = monitor.Monitor.Technical.Raise(
                EventCodes.Test, null, monitor.Monitor.Last.SampleIndex, priority);
            call.Answer(new JsonObject
            {
                ["code"] = EventCodes.Test, ["event_id"] = id.ToString(), ["seconds"] = seconds,
            });
        }));
    }
}
