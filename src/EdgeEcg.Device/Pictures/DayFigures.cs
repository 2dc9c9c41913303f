namespace EdgeEcg.Device.Pictures;

/// <summary>What a day report says in numbers, out of the judged beats.</summary>
internal sealed class DayFigures
{
    /// <summary>A beat in noise stands for its interval, but not for a longer one than this.</summary>
    private const double LongestNoisyBeatSeconds = 2;

    private const double UsualBeatSeconds = 0.8;
    private const int Bins = 144;

    private readonly JudgedRecord _record;

    public DayFigures(JudgedRecord record)
    {
        _record = record;
        Runs = [.. record.Runs.OrderByDescending(run => run.Beats)];
        Trend = MakeTrend();
    }

    public int Beats => _record.Beats.Count;

    public int Scored => _record.Beats.Count(beat => beat.Verdict.Score is not null);

    public int Abnormal => _record.Beats.Count(beat => beat.Verdict.Anomalous);

    public double? MeanBpm => Rates.Any() ? Rates.Average(beat => beat.Bpm!.Value) : null;

    /// <summary>The beat at which the heart rate was lowest.</summary>
    public JudgedBeat? Slowest => Rates.Any() ? Rates.MinBy(beat => beat.Bpm) : null;

    public JudgedBeat? Fastest => Rates.Any() ? Rates.MaxBy(beat => beat.Bpm) : null;

    /// <summary>The beat that ends the longest interval in a signal that can be trusted.</summary>
    public JudgedBeat? LongestInterval => Intervals.Any() ? Intervals.MaxBy(b => b.Beat.Rhythm.RrMs) : null;

    /// <summary>Three or more in a row, the longest first.</summary>
    public IReadOnlyList<AbnormalRun> Runs { get; }

    /// <summary>Equal stretches from the beginning to the end.</summary>
    public IReadOnlyList<RateBin> Trend { get; }

    public TimeSpan LeadOff => TimeSpan.FromSeconds(_record.SamplesOff / _record.Rate.Hz);

    public TimeSpan Noise => TimeSpan.FromSeconds(_record.Beats.Where(beat => beat.IsNoise).Sum(
        beat => Math.Min(LongestNoisyBeatSeconds, beat.Beat.Rhythm.RrMs / 1000 ?? UsualBeatSeconds)));

    /// <summary>How often each kind of event happened, the most frequent first.</summary>
    public IReadOnlyList<(string Code, int Count)> EventsByCode =>
    [
        .. _record.Events.GroupBy(happened => happened.Code).Select(group => (group.Key, group.Count()))
            .OrderByDescending(entry => entry.Item2).ThenBy(entry => entry.Key, StringComparer.Ordinal),
    ];

    private IEnumerable<JudgedBeat> Rates => _record.Beats.Where(beat => beat.Bpm is not null);

    private IEnumerable<JudgedBeat> Intervals => _record.Beats.Where(beat =>
        beat.Beat.Rhythm.RrMs is not null && !beat.IsNoise && beat.Beat.Quality > 0);

    private RateBin[] MakeTrend()
    {
        ILookup<int, double> rates = Rates.ToLookup(
            beat => (int)(beat.SampleIndex * Bins / Math.Max(1, _record.SampleCount)),
            beat => beat.Bpm!.Value);
        return [.. Enumerable.Range(0, Bins).Select(bin => rates[bin].Any()
            ? new RateBin(rates[bin].Min(), rates[bin].Average(), rates[bin].Max())
            : default)];
    }
}
