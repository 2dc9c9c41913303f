using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// What doctor publishes: an event and an alarm of code <c>test</c>, both marked as a test.
/// </summary>
internal static class TestMessages
{
    private const string Text = "A test by 'edgeecg doctor'; nobody is in danger.";

    public static EventMessage Event(EventId id, DateTimeOffset now) => new()
    {
        Test = true,
        Id = id,
        Code = EventCodes.Test,
        Kind = EventKind.Technical,
        Priority = EventPriority.None,
        SampleIndex = 0,
        Time = now,
        Clock = ClockState.Holdover,
        RrMs = null,
        Score = null,
        Threshold = null,
        ModelId = null,
        Reasons = [],
        Lead = "",
        Quality = 0,
        Determined = now,
        Sent = now,
        GenerationDelayMs = 0,
        StripRef = null,
        Historical = false,
    };

    public static AlarmMessage Alarm(EventId id, DateTimeOffset now) => new()
    {
        Test = true,
        Code = EventCodes.Test,
        EventId = id,
        Kind = EventKind.Technical,
        Priority = EventPriority.None,
        Presence = AlarmPresence.On,
        Latching = false,
        Count = 1,
        Text = Text,
        OnsetSampleIndex = 0,
        Onset = now,
        Determined = now,
        Cleared = null,
        Acknowledged = null,
        AcknowledgedBy = null,
        Clock = ClockState.Holdover,
    };
}
