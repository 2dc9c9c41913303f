using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Alarms;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary><c>acknowledge</c>: somebody has looked at an alarm.</summary>
/// <param name="monitor">Holds the alarms.</param>
public sealed class AcknowledgeCommand(HeartMonitor monitor)
{
    /// <summary>Instead of a code: whatever there is, for a button on a wall.</summary>
    private const string All = "all";

    private const int MostCodeCharacters = 64;
    private const int MostIdCharacters = 160;

    public RemoteCommand Command => new("acknowledge", Run);

    private void Run(CommandFields fields, CommandCall call)
    {
        string code = fields.RequiredText("code", MostCodeCharacters, "the code of an alarm");
        EventId? eventId = EventIdOf(fields.Text(
            "event_id", MostIdCharacters, "the id of the event that was seen"));
        fields.End();
        call.Expect(monitor.TryAsk(() =>
        {
            if (code == All)
            {
                AcknowledgeAll(call);
            }
            else
            {
                Answer(
                    call, code, monitor.Alarms.Acknowledge(code, eventId, call.By, monitor.Messages.Now));
            }
        }));
    }

    private void AcknowledgeAll(CommandCall call)
    {
        int changed = monitor.Alarms.Held.Select(alarm => alarm.Code).ToArray().Count(code =>
            monitor.Alarms.Acknowledge(code, null, call.By, monitor.Messages.Now)
                is AcknowledgeOutcome.Done);
        call.Answer(new JsonObject { ["code"] = All, ["changed"] = changed > 0 });
    }

    private static EventId? EventIdOf(string? text) =>
        text is null ? null
        : EventId.TryParse(text, out EventId id) ? id
        : throw new CommandRefusedException(
            ReplyError.BadRequest, $"The field event_id is {text}, expected device.boot.sequence.");

    private static void Answer(CommandCall call, string code, AcknowledgeOutcome outcome)
    {
        switch (outcome)
        {
            case AcknowledgeOutcome.NoSuchAlarm:
                call.Refuse(ReplyError.NotFound, $"There is no alarm {code} now.");
                break;
            case AcknowledgeOutcome.RaisedAnew:
                call.Refuse(
                    ReplyError.Conflict, $"The alarm {code} was raised anew since that event; look again.");
                break;
            default:
                call.Answer(new JsonObject
                {
                    ["code"] = code, ["changed"] = outcome is AcknowledgeOutcome.Done,
                });
                break;
        }
    }
}
