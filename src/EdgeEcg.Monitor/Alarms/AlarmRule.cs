using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Alarms;

/// <summary>What is known of an alarm before it ever comes.</summary>
/// <param name="Code">One of <see cref="EventCodes"/>.</param>
/// <param name="Kind">Heart or technique: the two are shown apart.</param>
/// <param name="Priority">How urgent, where the event that raises it does not say.</param>
/// <param name="Text">What it says to people, in one sentence.</param>
public readonly record struct AlarmRule(string Code, EventKind Kind, EventPriority Priority, string Text);
