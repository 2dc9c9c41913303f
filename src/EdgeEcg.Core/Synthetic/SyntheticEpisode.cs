namespace EdgeEcg.Core.Synthetic;

/// <summary>One line of a script: what happens, and when.</summary>
/// <param name="StartSeconds">
/// Since the first sample. A rhythm episode starts with the first beat due at or after it.
/// </param>
/// <param name="DurationSeconds">
/// Length of a pause or a disturbance; 0 for ectopic beats, whose length follows from the rhythm.
/// </param>
/// <param name="Beats">How many ectopic beats in a row; 0 for everything else.</param>
public readonly record struct SyntheticEpisode(
    double StartSeconds, SyntheticEpisodeKind Kind, double DurationSeconds, int Beats)
{
    public double EndSeconds => StartSeconds + DurationSeconds;

    internal bool ActsOnRhythm => Kind <= SyntheticEpisodeKind.Pause;

    public static SyntheticEpisode Ventricular(double startSeconds, int beats = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(beats);
        return new(CheckedStart(startSeconds), SyntheticEpisodeKind.Ventricular, 0, beats);
    }

    public static SyntheticEpisode Supraventricular(double startSeconds) =>
        new(CheckedStart(startSeconds), SyntheticEpisodeKind.Supraventricular, 0, 1);

    public static SyntheticEpisode Pause(double startSeconds, double durationSeconds) =>
        Lasting(SyntheticEpisodeKind.Pause, startSeconds, durationSeconds);

    /// <summary>A pause or a disturbance of the signal.</summary>
    public static SyntheticEpisode Lasting(
        SyntheticEpisodeKind kind, double startSeconds, double durationSeconds)
    {
        if (kind is SyntheticEpisodeKind.Ventricular or SyntheticEpisodeKind.Supraventricular)
        {
            throw new ArgumentException($"{kind} is counted in beats, not in seconds", nameof(kind));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(durationSeconds);
        return new(CheckedStart(startSeconds), kind, durationSeconds, 0);
    }

    private static double CheckedStart(double startSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startSeconds);
        return startSeconds;
    }
}
