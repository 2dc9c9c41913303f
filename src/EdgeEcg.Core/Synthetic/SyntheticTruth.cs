namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// Where every beat of a <see cref="SyntheticEcg"/> with the same rate, settings and script is, and where its
/// signal is disturbed. It runs the rhythm once more, which is deterministic, so the signal itself can stay
/// endless and keep nothing.
/// </summary>
public sealed class SyntheticTruth
{
    /// <param name="durationSeconds">Beats whose peak is before this are listed.</param>
    public SyntheticTruth(
        SampleRate rate, SyntheticEcgSettings settings, SyntheticScript script, double durationSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(durationSeconds);
        Rate = rate;
        Intervals = [.. script.Signal.ToArray().Select(Interval)];
        Beats = PlanBeats(settings, script, (long)Math.Ceiling(durationSeconds * rate.Hz));
    }

    public SampleRate Rate { get; }

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<SyntheticBeat> Beats { get; }

    /// <summary>By start; a lead off includes the time in which the electrode settles.</summary>
    public IReadOnlyList<SyntheticInterval> Intervals { get; }

    private List<SyntheticBeat> PlanBeats(
        SyntheticEcgSettings settings, SyntheticScript script, long endSample)
    {
        SyntheticWearer wearer = new(settings.Seed);
        SyntheticRhythm rhythm = new(wearer, script, settings.Seed);
        List<SyntheticBeat> beats = [];
        int firstInterval = 0;
        while (true)
        {
            PlannedBeat beat = rhythm.Next();
            long sampleIndex = PeakSample(wearer.ShapeOf(beat.Class), beat.PeakSeconds);
            if (sampleIndex >= endSample)
            {
                return beats;
            }

            beats.Add(new SyntheticBeat(sampleIndex, beat.Class, IsHidden(sampleIndex, ref firstInterval)));
        }
    }

    // The peak is between two samples; the nearer one need not be the higher one.
    private long PeakSample(BeatShape shape, double peakSeconds)
    {
        long before = (long)Math.Floor(peakSeconds * Rate.Hz);
        double beforeMs = ((before / Rate.Hz) - peakSeconds) * 1000;
        double heightBefore = Math.Abs(shape.Lead1At(beforeMs));
        double heightAfter = Math.Abs(shape.Lead1At(beforeMs + Rate.PeriodMs));
        return heightBefore >= heightAfter ? before : before + 1;
    }

    private bool IsHidden(long sampleIndex, ref int firstInterval)
    {
        while (firstInterval < Intervals.Count && Intervals[firstInterval].EndSampleIndex <= sampleIndex)
        {
            firstInterval++;
        }

        for (int i = firstInterval; i < Intervals.Count && Intervals[i].StartSampleIndex <= sampleIndex; i++)
        {
            if (Intervals[i].HidesBeats && Intervals[i].Contains(sampleIndex))
            {
                return true;
            }
        }

        return false;
    }

    private SyntheticInterval Interval(SyntheticEpisode episode)
    {
        bool isLeadOff = episode.Kind is SyntheticEpisodeKind.LeadOff;
        double settlingSeconds = isLeadOff ? SignalDisturbance.SettlingSeconds : 0;
        return new SyntheticInterval(
            episode.Kind,
            (long)Math.Ceiling(episode.StartSeconds * Rate.Hz),
            (long)Math.Ceiling((episode.EndSeconds + settlingSeconds) * Rate.Hz));
    }
}
