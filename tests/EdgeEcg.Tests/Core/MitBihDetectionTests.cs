using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Tests.Core;

/// <summary>
/// Real hearts: all 48 records of MIT-BIH Arrhythmia by the rules of EC57. The floors lie just under what
/// was measured (docs/detection.md) and only ever rise. They are for what is readable; what is declared
/// unreadable counts as missed in the error rate, as EC57 has it.
/// </summary>
public sealed class MitBihDetectionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2, 5, 0.9992, 0.9985, 0.0030)]
    [InlineData(2, 0, 0.9991, 0.9985, 0.0030)]
    [InlineData(1, 5, 0.9971, 0.9987, 0.0042)]
    public void Beats_are_found_as_well_as_ever(
        int leads,
        double learningMinutes,
        double leastSensitivity,
        double leastPredictivity,
        double mostErrorRate)
    {
        BeatComparisonRules rules = BeatComparisonRules.Ec57 with
        {
            LearningTime = TimeSpan.FromMinutes(learningMinutes),
        };
        IReadOnlyList<string> headers = RecordPaths.Expand([TestData.Require("mitdb")]).Headers;
        BeatComparison[] comparisons = new BeatComparison[headers.Count];

        Parallel.For(0, headers.Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            WfdbRecord record = WfdbRecord.Open(headers[i]);
            comparisons[i] = BeatComparison.Compare(
                record.ReadAnnotations("atr"),
                DetectedBeats.Of(record, leads, record.Header.SampleRate),
                record.Header.SampleRate,
                rules);
        });

        BeatComparison gross = BeatComparison.Gross(comparisons);
        BeatStatistics qrs = gross.Confusion.Readable;
        output.WriteLine($"{qrs}, {gross.TestShutdownSeconds:0} s unreadable");
        Assert.Equal(48, headers.Count);
        Assert.InRange(qrs.Sensitivity!.Value, leastSensitivity, 1);
        Assert.InRange(qrs.PositivePredictivity!.Value, leastPredictivity, 1);
        Assert.InRange(gross.Confusion.Qrs.DetectionErrorRate!.Value, 0, mostErrorRate);
        Assert.InRange(gross.Offsets.MedianMs, -1, 1);
        Assert.InRange(gross.Offsets.StandardDeviationMs, 0, 18);
    }
}
