using EdgeEcg.Core;
using EdgeEcg.Records;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Beat-by-beat comparison of a detector's annotations with the reference, by ANSI/AAMI EC57: the figures
/// agree with those of WFDB's <c>bxb</c> on the same files. Both sides must count time in the same samples.
/// </summary>
public sealed class BeatComparison
{
    private readonly IReadOnlyList<double> _offsetsMs;

    private BeatComparison(
        BeatConfusion confusion,
        IReadOnlyList<double> offsetsMs,
        IReadOnlyList<BeatError> errors,
        double testShutdownSeconds)
    {
        Confusion = confusion;
        Errors = errors;
        TestShutdownSeconds = testShutdownSeconds;
        _offsetsMs = offsetsMs;
        Offsets = FiducialOffsets.Of(offsetsMs);
    }

    public BeatConfusion Confusion { get; }

    /// <summary>Over the pairs of beats in <see cref="Confusion"/>.</summary>
    public FiducialOffsets Offsets { get; }

    /// <summary>
    /// Where beats were missed or claimed wrongly: as many as <see cref="BeatConfusion.Qrs"/> counts. Empty
    /// for gross figures, because each record counts its own time.
    /// </summary>
    public IReadOnlyList<BeatError> Errors { get; }

    /// <summary>Time that the test annotator declared unreadable, learning time included.</summary>
    public double TestShutdownSeconds { get; }

    /// <summary>Compares one record.</summary>
    /// <param name="reference">In order of time.</param>
    /// <param name="test">In order of time.</param>
    /// <param name="rate">Of the samples that both count.</param>
    /// <param name="rules"><see cref="BeatComparisonRules.Ec57"/>, unless stated with the result.</param>
    /// <param name="recordSamples">
    /// The record's length: beats are judged to its end. Null ends with the reference's last beat.
    /// </param>
    public static BeatComparison Compare(
        IReadOnlyList<Annotation> reference,
        IReadOnlyList<Annotation> test,
        SampleRate rate,
        BeatComparisonRules rules,
        long? recordSamples = null)
    {
        int windowSamples = rate.Samples(rules.MatchWindowMs);
        BeatTimeline testTimeline = new(test, windowSamples);
        BeatMatcher matcher = new(
            new BeatTimeline(reference, windowSamples), testTimeline, rate, windowSamples);
        matcher.Run(rate.Samples(rules.LearningTime.TotalMilliseconds), recordSamples);
        long end = recordSamples ?? (reference.Count > 0 ? reference[^1].SampleIndex : 0);
        double shutdownSamples = testTimeline.Shutdowns.Sum(
            s => Math.Max(0.0, Math.Min(s.End, end) - s.Start));
        return new BeatComparison(
            matcher.Confusion, matcher.OffsetsMs, matcher.Errors, shutdownSamples / rate.Hz);
    }

    /// <summary>Gross figures: the counts of all records added up.</summary>
    public static BeatComparison Gross(IEnumerable<BeatComparison> records)
    {
        BeatConfusion confusion = new();
        List<double> offsetsMs = [];
        double shutdownSeconds = 0;
        foreach (BeatComparison record in records)
        {
            confusion.Add(record.Confusion);
            offsetsMs.AddRange(record._offsetsMs);
            shutdownSeconds += record.TestShutdownSeconds;
        }

        return new BeatComparison(confusion, offsetsMs, [], shutdownSeconds);
    }
}
