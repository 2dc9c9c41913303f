namespace EdgeEcg.Scoring;

/// <summary>When an interval between two beats is abnormal.</summary>
/// <param name="PauseMs">At least this long is a pause.</param>
/// <param name="PrematurePercent">Shorter than usual by at least this much is premature.</param>
public readonly record struct RhythmLimits(double PauseMs, double PrematurePercent)
{
    /// <summary>
    /// 2 s without a beat is the usual definition of a pause (ACC/AHA/HRS 2018 bradycardia guideline counts 3
    /// s as significant); a fifth early is the customary mark of a premature beat and lies outside
    /// respiratory variability.
    /// </summary>
    public static RhythmLimits Default { get; } = new(2000, 20);
}
