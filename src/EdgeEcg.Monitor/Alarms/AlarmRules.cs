using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Alarms;

/// <summary>
/// The one table of all alarms. An event whose code is not in it is told, and raises nothing. Priorities are
/// by urgency, as in IEC 60601-1-8: high asks for somebody at once, medium soon, low when convenient.
/// </summary>
public static class AlarmRules
{
    private static readonly AlarmRule[] Table =
    [
        Heart(EventCodes.AbnormalRun, EventPriority.High, "Three or more abnormal beats in a row."),
        Heart(EventCodes.Pause, EventPriority.Medium, "A long pause between two beats."),
        Heart(EventCodes.Bradycardia, EventPriority.Medium, "The heart beats slowly."),
        Heart(EventCodes.Tachycardia, EventPriority.Medium, "The heart beats fast."),
        Heart(EventCodes.IrregularRhythm, EventPriority.Medium, "The heart beats irregularly."),
        Heart(EventCodes.Bigeminy, EventPriority.Low, "Every second beat is abnormal."),
        Heart(EventCodes.AbnormalBurden, EventPriority.Low, "Many abnormal beats a minute."),
        Technical(EventCodes.LeadOff, EventPriority.Medium,
            "No electrodes on the body: the heart is not being watched."),
        Technical(EventCodes.Noise, EventPriority.Low,
            "The signal is too noisy: the heart is not being watched."),
        Technical(EventCodes.SourceFault, EventPriority.High,
            "The ECG chip does not answer: the heart is not being watched."),
        Technical(EventCodes.SafeMode, EventPriority.High,
            "The program failed several times in a row: it records, and the heart is not being watched."),
        Technical(EventCodes.StorageFault, EventPriority.Medium,
            "The storage cannot be written: what happens now may be lost."),
        Technical(EventCodes.RecordingFault, EventPriority.Medium, "The ECG is not being recorded."),
        Technical(EventCodes.ModelRolledBack, EventPriority.Low,
            "A newly installed model was taken back, and the one before is used again."),
        Technical(EventCodes.Test, EventPriority.None, "A test alarm: nothing is wrong."),
    ];

    public static IReadOnlyList<AlarmRule> All => Table;

    public static bool TryFind(string code, out AlarmRule rule)
    {
        int index = Array.FindIndex(Table, r => r.Code == code);
        rule = index < 0 ? default : Table[index];
        return index >= 0;
    }

    private static AlarmRule Heart(string code, EventPriority priority, string text) =>
        new(code, EventKind.Physiological, priority, text);

    private static AlarmRule Technical(string code, EventPriority priority, string text) =>
        new(code, EventKind.Technical, priority, text);
}
