using System.Diagnostics;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Monitor;

/// <summary>The codes under which events of the heart go out.</summary>
internal static class HeartEventCodes
{
    /// <summary>What lasts, and so has an end to be told.</summary>
    public static ReadOnlySpan<HeartEventKind> Episodes =>
    [
        HeartEventKind.AbnormalRun, HeartEventKind.Bigeminy, HeartEventKind.AbnormalBurden,
        HeartEventKind.Pause, HeartEventKind.Bradycardia, HeartEventKind.Tachycardia,
        HeartEventKind.IrregularRhythm,
    ];

    public static string Of(HeartEventKind kind) => kind switch
    {
        HeartEventKind.AbnormalBeat => EventCodes.AbnormalBeat,
        HeartEventKind.PrematureBeat => EventCodes.PrematureBeat,
        HeartEventKind.Couplet => EventCodes.Couplet,
        HeartEventKind.AbnormalRun => EventCodes.AbnormalRun,
        HeartEventKind.Bigeminy => EventCodes.Bigeminy,
        HeartEventKind.AbnormalBurden => EventCodes.AbnormalBurden,
        HeartEventKind.Pause => EventCodes.Pause,
        HeartEventKind.Bradycardia => EventCodes.Bradycardia,
        HeartEventKind.Tachycardia => EventCodes.Tachycardia,
        HeartEventKind.IrregularRhythm => EventCodes.IrregularRhythm,
        _ => throw new UnreachableException(),
    };
}
