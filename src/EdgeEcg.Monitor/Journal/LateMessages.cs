using System.Text.Json;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Journal;

/// <summary>
/// What becomes of a message that is delivered later than it happened (docs/messages.md, history). An event
/// of the alarm lane still goes where people are waiting for it, marked as historical: an alarm has to arrive
/// even late. Everything else goes below <c>history/</c>, not retained, so that nothing that is past looks
/// like the present; of an alarm's own topic only the newest word is about the present.
/// </summary>
internal static class LateMessages
{
    /// <param name="isSuperseded">A newer message of the same retained topic follows.</param>
    /// <param name="now">The wall clock; none while it is unset.</param>
    /// <returns>Null where nothing is left to say.</returns>
    public static MqttMessage? Of(
        JournalEntry entry, DeviceTopics topics, bool isSuperseded, DateTimeOffset? now)
    {
        MqttMessage message = entry.Message;
        string history = topics.History(message.Topic);
        if (message.Topic == topics.Event)
        {
            MqttMessage marked = message with { Payload = Historical(message.Payload, now) };
            return entry.Lane is JournalLane.Alarm ? marked : marked with { Topic = history };
        }

        if (entry.Lane is JournalLane.Alarm && !isSuperseded)
        {
            return message;
        }

        return message.Payload.IsEmpty ? null : message with { Topic = history, Retain = false };
    }

    // One that an older program wrote may have other fields; then it is sent as it is.
    private static ReadOnlyMemory<byte> Historical(ReadOnlyMemory<byte> payload, DateTimeOffset? now)
    {
        try
        {
            EventMessage told = JsonSerializer.Deserialize(payload.Span, MessageJson.Default.EventMessage)!;
            return JsonSerializer.SerializeToUtf8Bytes(
                told with { Historical = true, Sent = now ?? told.Sent }, MessageJson.Default.EventMessage);
        }
        catch (JsonException)
        {
            return payload;
        }
    }
}
