using EdgeEcg.Monitor.Messages;
using EdgeEcg.Mqtt;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>Messages as the daemon of <see cref="PageUnderTest"/> posts them.</summary>
internal static class PageMessages
{
    private static readonly DeviceTopics Topics = new("edgeecg", "bench");

    public static MqttMessage Alarm { get; } = OutgoingMessages.From(Topics, new AlarmMessage
    {
        Test = true,
        Code = EventCodes.SourceFault,
        EventId = new EventId("bench", "b", 1),
        Kind = EventKind.Technical,
        Priority = EventPriority.High,
        Presence = AlarmPresence.On,
        Latching = false,
        Count = 1,
        Text = "The ECG chip does not answer.",
        OnsetSampleIndex = 1,
        Onset = null,
        Determined = null,
        Cleared = null,
        Acknowledged = null,
        AcknowledgedBy = null,
        Clock = ClockState.Unset,
    });
}
