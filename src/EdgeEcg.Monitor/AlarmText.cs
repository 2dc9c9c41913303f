using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor;

/// <summary>What an alarm says to people, in one sentence.</summary>
internal static class AlarmText
{
    public static string Of(string code) => code switch
    {
        EventCodes.AbnormalRun => "Three or more abnormal beats in a row.",
        EventCodes.Pause => "A long pause between two beats.",
        EventCodes.LeadOff => "No electrodes on the body: the heart is not being watched.",
        EventCodes.SourceFault => "The ECG chip does not answer: the heart is not being watched.",
        _ => code,
    };
}
