namespace EdgeEcg.Scoring.Events;

/// <summary>From where on the heart's rate and its abnormal beats make an episode.</summary>
/// <param name="PauseMs">An interval from here on is a pause.</param>
/// <param name="BradycardiaBpm">The rate below this is slow.</param>
/// <param name="TachycardiaBpm">The rate above this is fast.</param>
/// <param name="BurdenPerMinute">So many beats of abnormal shape a minute are many.</param>
public readonly record struct HeartLimits(
    double PauseMs, double BradycardiaBpm, double TachycardiaBpm, int BurdenPerMinute)
{
    /// <summary>Those of a device whose configuration says nothing else.</summary>
    public static HeartLimits Default { get; } = new(2000, 40, 150, 20);
}
