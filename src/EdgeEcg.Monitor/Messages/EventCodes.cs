namespace EdgeEcg.Monitor.Messages;

/// <summary>What an event or an alarm can be about.</summary>
public static class EventCodes
{
    public const string AbnormalBeat = "abnormal_beat";
    public const string PrematureBeat = "premature_beat";

    /// <summary>Three or more abnormal beats in a row.</summary>
    public const string AbnormalRun = "abnormal_run";

    /// <summary>Two abnormal beats in a row.</summary>
    public const string Couplet = "couplet";

    /// <summary>Every second beat is abnormal.</summary>
    public const string Bigeminy = "bigeminy";

    /// <summary>Many abnormal beats a minute.</summary>
    public const string AbnormalBurden = "abnormal_burden";

    public const string Pause = "pause";
    public const string Bradycardia = "bradycardia";
    public const string Tachycardia = "tachycardia";
    public const string IrregularRhythm = "irregular_rhythm";
    public const string LeadOff = "lead_off";
    public const string Noise = "noise";
    public const string SourceFault = "source_fault";
    public const string StorageFault = "storage_fault";
    public const string RecordingFault = "recording_fault";

    /// <summary>The program failed several times in a row and runs without what may be the cause.</summary>
    public const string SafeMode = "safe_mode";

    /// <summary>A newly installed model did not do well, and the one before is used again.</summary>
    public const string ModelRolledBack = "model_rolled_back";

    /// <summary>Somebody asked the device to show itself.</summary>
    public const string Identify = "identify";

    /// <summary>Somebody asked for the ECG of an earlier stretch.</summary>
    public const string StripExport = "strip_export";

    public const string Test = "test";

    public static IReadOnlyList<string> All { get; } =
    [
        AbnormalBeat, PrematureBeat, Couplet, AbnormalRun, Bigeminy, AbnormalBurden, Pause, Bradycardia,
        Tachycardia, IrregularRhythm, LeadOff, Noise, SourceFault, StorageFault, RecordingFault, SafeMode,
        ModelRolledBack, Identify, StripExport, Test,
    ];
}
