namespace EdgeEcg.Monitor.Messages;

/// <summary>What an event or an alarm can be about.</summary>
public static class EventCodes
{
    public const string AbnormalBeat = "abnormal_beat";
    public const string PrematureBeat = "premature_beat";
    public const string Pause = "pause";
    public const string LeadOff = "lead_off";
    public const string Noise = "noise";
    public const string SourceFault = "source_fault";
    public const string Test = "test";

    public static IReadOnlyList<string> All { get; } =
        [AbnormalBeat, PrematureBeat, Pause, LeadOff, Noise, SourceFault, Test];
}
