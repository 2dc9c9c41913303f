namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// Decides when each beat comes and of which class it is. By these rules:
/// 1. Sinus: the mean RR interval, moved by breathing, by the 0.1 Hz Mayer wave, by a drift over minutes and
///    by a little chance.
/// 2. A ventricular beat comes early and does not reset the sinus node: the next sinus beat comes two
///    intervals after the last one (full compensatory pause). Couplets and runs follow at the run's own
///    interval and end with a shorter pause.
/// 3. A supraventricular beat comes early and resets the sinus node: the next follows after one interval.
/// 4. A pause is one RR interval of the scripted length.
/// Endless, and allocates nothing after construction.
/// </summary>
internal sealed class SyntheticRhythm(SyntheticWearer wearer, SyntheticScript script, int seed)
{
    private const double FirstBeatSeconds = 0.5;
    private const double MayerHz = 0.1;
    private const double DriftSeconds = 240;
    private const double DriftShare = 0.025;
    private const double ChanceShare = 0.008;

    // 0.4 s is 150 beats per minute: ventricular tachycardia, yet above the refractory period of any
    // detector.
    private const double RunRrSeconds = 0.4;
    private const double PauseAfterRunShare = 1.3;
    private const double ResetShare = 1.04;

    // Breathing also moves the heart against the electrodes: the R peak grows and shrinks by a few per cent.
    private const double BreathingGain = 0.04;

    // QT follows the square root of RR (Bazett) but not without end: from 230 to 40 beats per minute.
    private const double ShortestQtRrSeconds = 0.26;
    private const double LongestQtRrSeconds = 1.5;

    private readonly Random _random = new(unchecked(seed ^ 0x5EED));
    private double _lastSeconds = double.NaN;
    private double _sinusAfterEctopicSeconds;
    private int _runBeatsLeft;
    private int _nextEpisode;

    public PlannedBeat Next()
    {
        if (double.IsNaN(_lastSeconds))
        {
            _lastSeconds = FirstBeatSeconds;
            return Beat(SyntheticBeatClass.Normal, wearer.MeanRrSeconds);
        }

        double sinusSeconds = SinusRrSeconds(_lastSeconds);
        (SyntheticBeatClass beatClass, double rrSeconds) = NextInterval(sinusSeconds);
        _lastSeconds += rrSeconds;
        return Beat(beatClass, rrSeconds);
    }

    private (SyntheticBeatClass Class, double RrSeconds) NextInterval(double sinusSeconds)
    {
        if (_runBeatsLeft > 0)
        {
            _runBeatsLeft--;
            return (SyntheticBeatClass.Ventricular, RunRrSeconds * (1 + (0.03 * Chance())));
        }

        if (_sinusAfterEctopicSeconds > 0)
        {
            double rrSeconds = _sinusAfterEctopicSeconds;
            _sinusAfterEctopicSeconds = 0;
            return (SyntheticBeatClass.Normal, rrSeconds);
        }

        ReadOnlySpan<SyntheticEpisode> episodes = script.Rhythm;
        bool due = _nextEpisode < episodes.Length
            && episodes[_nextEpisode].StartSeconds <= _lastSeconds + sinusSeconds;
        return due
            ? Begin(episodes[_nextEpisode++], sinusSeconds)
            : (SyntheticBeatClass.Normal, sinusSeconds);
    }

    private (SyntheticBeatClass Class, double RrSeconds) Begin(SyntheticEpisode episode, double sinusSeconds)
    {
        if (episode.Kind is SyntheticEpisodeKind.Pause)
        {
            return (SyntheticBeatClass.Normal, episode.DurationSeconds);
        }

        double earlySeconds = sinusSeconds * (0.62 + (0.05 * Chance()));
        if (episode.Kind is SyntheticEpisodeKind.Supraventricular)
        {
            _sinusAfterEctopicSeconds = sinusSeconds * ResetShare;
            return (SyntheticBeatClass.Supraventricular, earlySeconds);
        }

        _runBeatsLeft = episode.Beats - 1;
        _sinusAfterEctopicSeconds = _runBeatsLeft == 0
            ? (2 * sinusSeconds) - earlySeconds
            : PauseAfterRunShare * sinusSeconds;
        return (SyntheticBeatClass.Ventricular, earlySeconds);
    }

    private double SinusRrSeconds(double seconds) => wearer.MeanRrSeconds
        * (1
            + (wearer.BreathingShare * Wave(wearer.BreathsPerSecond, seconds))
            + (wearer.MayerShare * Wave(MayerHz, seconds))
            + (DriftShare * Wave(1 / DriftSeconds, seconds))
            + (ChanceShare * Chance()));

    private PlannedBeat Beat(SyntheticBeatClass beatClass, double rrSeconds)
    {
        double stretch = Math.Sqrt(Math.Clamp(rrSeconds, ShortestQtRrSeconds, LongestQtRrSeconds));
        double gain = 1 + (BreathingGain * Wave(wearer.BreathsPerSecond, _lastSeconds)) + (0.01 * Chance());
        return new PlannedBeat(_lastSeconds, beatClass, stretch, gain);
    }

    private double Chance() => (2 * _random.NextDouble()) - 1;

    private static double Wave(double hz, double seconds) => Math.Sin(2 * Math.PI * hz * seconds);
}
