namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// The list of what will happen, sorted by time: written by hand, the demonstration's, or drawn from a seed
/// and rates. After the last episode the rhythm is sinus for ever. Immutable.
/// </summary>
public sealed class SyntheticScript
{
    public const double DemoSeconds = 240;

    /// <summary>Before this the demonstration is clean, so that the wearer's normal can be learned.</summary>
    public const double DemoLearningSeconds = 120;

    private readonly SyntheticEpisode[] _rhythm;
    private readonly SyntheticEpisode[] _signal;
    private readonly SyntheticEpisode[] _leadOff;

    public SyntheticScript(IEnumerable<SyntheticEpisode> episodes)
    {
        SyntheticEpisode[] sorted = [.. episodes.OrderBy(episode => episode.StartSeconds)];
        _rhythm = [.. sorted.Where(episode => episode.ActsOnRhythm)];
        _signal = [.. sorted.Where(episode => !episode.ActsOnRhythm)];
        _leadOff = [.. _signal.Where(episode => episode.Kind is SyntheticEpisodeKind.LeadOff)];
        Episodes = sorted;
    }

    public static SyntheticScript SinusOnly { get; } = new([]);

    /// <summary>
    /// Two clean minutes, then one of each: single ventricular beats, a couplet, a run of five, a
    /// supraventricular beat, a pause of 2.8 s, electrode motion and muscle noise (neither may raise an
    /// alarm), a lead off for 8 s, and back to sinus rhythm.
    /// </summary>
    public static SyntheticScript Demo { get; } = new(
    [
        SyntheticEpisode.Ventricular(124),
        SyntheticEpisode.Ventricular(132),
        SyntheticEpisode.Ventricular(140, beats: 2),
        SyntheticEpisode.Ventricular(150, beats: 5),
        SyntheticEpisode.Supraventricular(162),
        SyntheticEpisode.Pause(171, durationSeconds: 2.8),
        SyntheticEpisode.Lasting(SyntheticEpisodeKind.ElectrodeMotion, 183, durationSeconds: 5),
        SyntheticEpisode.Lasting(SyntheticEpisodeKind.MuscleNoise, 196, durationSeconds: 5),
        SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, 208, durationSeconds: 8),
        SyntheticEpisode.Ventricular(230),
    ]);

    public IReadOnlyList<SyntheticEpisode> Episodes { get; }

    internal ReadOnlySpan<SyntheticEpisode> Rhythm => _rhythm;

    internal ReadOnlySpan<SyntheticEpisode> Signal => _signal;

    /// <summary>Draws a script: the same seed, rates and length give the same script.</summary>
    public static SyntheticScript Random(int seed, SyntheticRates rates, double durationSeconds)
    {
        Random random = new(seed);
        List<SyntheticEpisode> episodes = [];
        Draw(rates.VentricularBeatsPerHour, at => SyntheticEpisode.Ventricular(at));
        Draw(rates.CoupletsPerHour, at => SyntheticEpisode.Ventricular(at, beats: 2));
        Draw(rates.RunsPerHour, at => SyntheticEpisode.Ventricular(at, beats: random.Next(3, 9)));
        Draw(rates.SupraventricularBeatsPerHour, SyntheticEpisode.Supraventricular);
        Draw(rates.PausesPerHour, at => SyntheticEpisode.Pause(at, Between(2.2, 3.5)));
        Draw(rates.ElectrodeMotionsPerHour, at => Lasting(SyntheticEpisodeKind.ElectrodeMotion, at, 2, 15));
        Draw(rates.MuscleNoisesPerHour, at => Lasting(SyntheticEpisodeKind.MuscleNoise, at, 2, 20));
        Draw(rates.LeadOffsPerHour, at => Lasting(SyntheticEpisodeKind.LeadOff, at, 3, 60));
        return new SyntheticScript(episodes);

        void Draw(double perHour, Func<double, SyntheticEpisode> episodeAt)
        {
            double atSeconds = 0;
            while (perHour > 0)
            {
                atSeconds -= Math.Log(1 - random.NextDouble()) * 3600 / perHour;
                if (atSeconds >= durationSeconds)
                {
                    return;
                }

                episodes.Add(episodeAt(atSeconds));
            }
        }

        SyntheticEpisode Lasting(
            SyntheticEpisodeKind kind, double atSeconds, double shortest, double longest) =>
            SyntheticEpisode.Lasting(kind, atSeconds, Between(shortest, longest));

        double Between(double low, double high) => low + ((high - low) * random.NextDouble());
    }

    /// <summary>
    /// Whether an electrode is off at this time; what the chip would tell in its status word.
    /// </summary>
    public bool IsLeadOff(double seconds)
    {
        foreach (SyntheticEpisode episode in _leadOff)
        {
            if (episode.StartSeconds > seconds)
            {
                return false;
            }

            if (seconds < episode.EndSeconds)
            {
                return true;
            }
        }

        return false;
    }
}
