namespace EdgeEcg.Scoring;

/// <summary>The words for reasons in files and messages.</summary>
public static class BeatReasonNames
{
    private static readonly (BeatReasons Reason, string Name)[] Names =
    [
        (BeatReasons.Morphology, "morphology"),
        (BeatReasons.Ventricular, "ventricular"),
        (BeatReasons.Premature, "premature"),
        (BeatReasons.Pause, "pause"),
        (BeatReasons.Noise, "noise"),
        (BeatReasons.Learning, "learning"),
        (BeatReasons.NoLead, "no_lead"),
    ];

    /// <summary>One word per reason, in a fixed order.</summary>
    public static IReadOnlyList<string> Of(BeatReasons reasons) =>
        [.. Names.Where(n => reasons.HasFlag(n.Reason)).Select(n => n.Name)];
}
