using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Pictures;

/// <summary>What events and reasons are called on paper.</summary>
internal static class EventWords
{
    public static string Of(string code) => code switch
    {
        EventCodes.AbnormalBeat => "abnormal beat",
        EventCodes.AbnormalRun => "abnormal run",
        EventCodes.PrematureBeat => "premature beat",
        _ => code.Replace('_', ' '),
    };

    public static string Of(BeatReasons reasons) => string.Join(", ", BeatReasonNames.Of(reasons).Select(
        name => name switch
        {
            "morphology" => "shape departs from the wearer's normal",
            "premature" => "early",
            "pause" => "long interval before it",
            _ => name.Replace('_', ' '),
        }));
}
