using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Monitor.Messages;

/// <summary>
/// From a message to what is published: topic, QoS, retain, expiry and keeping of each kind in one place. All
/// go with QoS 1. What describes the present is retained; what happened is not; only the live state expires
/// at the broker.
/// </summary>
public static class OutgoingMessages
{
    private const string ContentType = "application/json";

    // Long enough for a dashboard that is opened between two states, short enough that an old one never looks
    // live.
    private const uint StateExpirySeconds = 120;

    // Nobody waits longer for a reply.
    private const uint ReplyExpirySeconds = 300;

    public static MqttMessage From(DeviceTopics topics, StatusMessage message) =>
        Retained(topics.Status, message, MessageJson.Default.StatusMessage);

    public static MqttMessage From(DeviceTopics topics, InfoMessage message) =>
        Retained(topics.Info, message, MessageJson.Default.InfoMessage);

    public static MqttMessage From(DeviceTopics topics, HealthMessage message) =>
        Retained(topics.Health, message, MessageJson.Default.HealthMessage) with { Keep = MqttKeep.Series };

    public static MqttMessage From(DeviceTopics topics, StateMessage message) =>
        Retained(topics.State, message, MessageJson.Default.StateMessage)
            with { ExpirySeconds = StateExpirySeconds, Keep = MqttKeep.Series };

    public static MqttMessage From(DeviceTopics topics, ClockMessage message) =>
        Retained(topics.Clock, message, MessageJson.Default.ClockMessage) with { Keep = MqttKeep.Urgent };

    public static MqttMessage From(DeviceTopics topics, EventMessage message) =>
        Passing(topics.Event, message, MessageJson.Default.EventMessage) with
        {
            // A commit of its own for each abnormal beat of a day would wear out an SD card.
            Keep = message.Priority >= EventPriority.Medium || message.Code == EventCodes.Test
                ? MqttKeep.Urgent
                : MqttKeep.Routine,
        };

    /// <summary>Retained while it is held; its last word is not, and is followed by the clearing.</summary>
    public static MqttMessage From(DeviceTopics topics, AlarmMessage message) =>
        Retained(topics.Alarm(message.Code), message, MessageJson.Default.AlarmMessage)
            with { Retain = message.Presence is not AlarmPresence.Off, Keep = MqttKeep.Urgent };

    public static MqttMessage From(DeviceTopics topics, StripMessage message) =>
        Passing(topics.Strip(message.EventId), message, MessageJson.Default.StripMessage)
            with { Keep = MqttKeep.Bulk };

    public static MqttMessage From(DeviceTopics topics, HistoryGapMessage message) =>
        Passing(topics.HistoryGap, message, MessageJson.Default.HistoryGapMessage);

    /// <param name="responseTopic">Where the sender wants it; none: on the verb's own.</param>
    public static MqttMessage From(DeviceTopics topics, string? responseTopic, ReplyMessage message) =>
        Passing(responseTopic ?? topics.Response(message.Verb), message, MessageJson.Default.ReplyMessage)
            with { ExpirySeconds = ReplyExpirySeconds };

    /// <param name="prefix">Home Assistant's discovery prefix.</param>
    public static MqttMessage From(DeviceTopics topics, string prefix, DiscoveryMessage message) =>
        Retained(topics.Discovery(prefix), message, DiscoveryJson.Default.DiscoveryMessage);

    /// <summary>Takes an alarm off the dashboards.</summary>
    public static MqttMessage ClearAlarm(DeviceTopics topics, string code) =>
        new(topics.Alarm(code), ReadOnlyMemory<byte>.Empty, Retain: true, Keep: MqttKeep.Urgent);

    /// <summary>The three forms of the status for one connection, as a session asks for them.</summary>
    /// <param name="session">Number of the connection since boot, from 1.</param>
    /// <param name="run">How this run began.</param>
    public static MqttPresence Presence(
        DeviceTopics topics, string bootId, bool test, long session, RunStart run = default)
    {
        StatusReason arrival = session == 1 ? StatusReason.Started : StatusReason.Reconnected;
        return new MqttPresence(
            Online: Status(Messages.Presence.Online, arrival),
            Offline: Status(Messages.Presence.Offline, StatusReason.Stopped),
            Lost: Status(Messages.Presence.Offline, StatusReason.Lost));

        MqttMessage Status(Presence state, StatusReason reason) => From(
            topics,
            new StatusMessage
            {
                Test = test, State = state, Reason = reason, Mode = run.Mode, LastEnd = run.LastEnd,
                BootId = bootId, Session = session,
            });
    }

    private static MqttMessage Retained<T>(string topic, T message, JsonTypeInfo<T> type) =>
        Passing(topic, message, type) with { Retain = true };

    private static MqttMessage Passing<T>(string topic, T message, JsonTypeInfo<T> type) =>
        new(topic, JsonSerializer.SerializeToUtf8Bytes(message, type), ContentType: ContentType);
}
