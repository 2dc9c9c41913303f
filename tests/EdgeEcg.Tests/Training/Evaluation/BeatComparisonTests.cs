using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Tests.Training.Evaluation;

/// <summary>
/// One case per rule, at 1000 samples per second so that a sample is a millisecond. The notation: "N100 V900"
/// is a normal beat at sample 100 and a ventricular one at 900; "~" shuts down, "." ends a shutdown.
/// </summary>
public sealed class BeatComparisonTests
{
    private static readonly SampleRate Rate = new(1000);

    private static readonly BeatComparisonRules FromTheStart =
        BeatComparisonRules.Ec57 with { LearningTime = TimeSpan.Zero };

    [Theory]
    [InlineData("N1000", "N1150", 1, 0, 0)]
    [InlineData("N1000", "N850", 1, 0, 0)]
    [InlineData("N1000", "N1151", 0, 1, 1)]
    [InlineData("N1000", "N849", 0, 1, 1)]
    [InlineData("N1000", "", 0, 1, 0)]
    [InlineData("", "N1000", 0, 0, 1)]
    public void A_beat_is_found_within_150_ms(
        string reference, string test, long found, long missed, long extra)
    {
        Assert.Equal(new BeatStatistics(found, missed, extra), Compare(reference, test).Confusion.Qrs);
    }

    [Fact]
    public void Of_two_test_beats_in_the_window_the_nearer_is_taken()
    {
        BeatComparison comparison = Compare("N1000", "N900 V1020");

        Assert.Equal(1, comparison.Confusion[BeatClass.Normal, BeatClass.Ventricular]);
        Assert.Equal(1, comparison.Confusion[BeatClass.None, BeatClass.Normal]);
    }

    [Fact]
    public void Of_two_reference_beats_in_the_window_the_nearer_is_taken()
    {
        BeatComparison comparison = Compare("V1000 N1100", "N1090");

        Assert.Equal(1, comparison.Confusion[BeatClass.Ventricular, BeatClass.None]);
        Assert.Equal(1, comparison.Confusion[BeatClass.Normal, BeatClass.Normal]);
    }

    [Fact]
    public void A_rival_with_a_better_partner_of_its_own_does_not_take_the_beat()
    {
        // 1140 lies as near to 1250 as to 1030, but 1250 is nearer still to its own 1260.
        BeatStatistics qrs = Compare("N1030 N1250", "N1140 N1260").Confusion.Qrs;

        Assert.Equal(new BeatStatistics(2, 0, 0), qrs);
    }

    [Fact]
    public void Annotation_codes_fall_into_the_classes_of_the_standard()
    {
        (string Codes, BeatClass Class)[] classes =
        [
            ("NLRB", BeatClass.Normal),
            ("aJASjen", BeatClass.Supraventricular),
            ("VEr", BeatClass.Ventricular),
            ("F", BeatClass.Fusion),
            ("/fQ?", BeatClass.Unknown),
        ];

        foreach ((string codes, BeatClass expected) in classes)
        {
            foreach (char code in codes)
            {
                Assert.Equal(1, Compare($"{code}1000", $"{code}1000").Confusion[expected, expected]);
            }
        }
    }

    [Fact]
    public void Nothing_counts_in_fibrillation_marked_by_the_reference()
    {
        const string Reference = "N1000 [2000 !2300 N2600 ]5000 N6000";

        BeatStatistics qrs = Compare(Reference, "N1000 N3000 N4000 N6000").Confusion.Qrs;

        Assert.Equal(new BeatStatistics(2, 0, 0), qrs);
    }

    [Fact]
    public void Fibrillation_marked_by_the_test_excuses_nothing()
    {
        BeatStatistics qrs = Compare("N1000 N3000 N6000", "N1000 [2000 N3000 ]5000 N6000").Confusion.Qrs;

        Assert.Equal(new BeatStatistics(2, 1, 0), qrs);
    }

    [Fact]
    public void Fibrillation_without_an_end_lasts_to_the_end()
    {
        Assert.Equal(
            new BeatStatistics(1, 0, 0), Compare("N1000 [2000 N3000", "N1000 N3000 N9000").Confusion.Qrs);
    }

    [Fact]
    public void A_flutter_wave_outside_of_fibrillation_is_no_beat_to_be_found()
    {
        Assert.Equal(new BeatStatistics(0, 0, 1), Compare("!1000", "N1000").Confusion.Qrs);
    }

    [Fact]
    public void Beats_missed_in_a_shutdown_of_the_test_are_counted_apart()
    {
        BeatComparison comparison = Compare("N1000 V3000 N4000 N6000", "N1000 ~2000 .5000 N6000");

        Assert.Equal(1, comparison.Confusion[BeatClass.Ventricular, BeatClass.Unreadable]);
        Assert.Equal(1, comparison.Confusion[BeatClass.Normal, BeatClass.Unreadable]);
        Assert.Equal(new BeatStatistics(2, 2, 0), comparison.Confusion.Qrs);
        Assert.Equal(3.0, comparison.TestShutdownSeconds);
    }

    [Fact]
    public void A_lone_shutdown_mark_fills_the_room_between_its_neighbours()
    {
        // From 150 ms after the beat at 1000 to 150 ms before the one at 6000.
        BeatComparison comparison = Compare("N1000 N1100 N3000 N6000", "N1000 ~2000 N6000");

        Assert.Equal(1, comparison.Confusion[BeatClass.Normal, BeatClass.None]);
        Assert.Equal(1, comparison.Confusion[BeatClass.Normal, BeatClass.Unreadable]);
        Assert.Equal(4.7, comparison.TestShutdownSeconds, 6);
    }

    [Fact]
    public void A_shutdown_without_an_end_lasts_to_the_end_of_the_record()
    {
        BeatComparison comparison = Compare("N1000 N3000", "N1000 ~2000");

        Assert.Equal(1, comparison.Confusion[BeatClass.Normal, BeatClass.Unreadable]);
        Assert.Equal(8.0, comparison.TestShutdownSeconds);
    }

    [Fact]
    public void The_first_five_minutes_are_not_judged()
    {
        BeatComparison comparison = Compare(
            "N1000 N299000 N301000", "V299000 V299500 N301000", BeatComparisonRules.Ec57, 400_000);

        Assert.Equal(new BeatStatistics(1, 0, 0), comparison.Confusion.Qrs);
    }

    [Theory]
    [InlineData("N300020 N301000", "N299960 N301000", 2, 0, 0)]
    [InlineData("N299990 N301000", "N300010 N301000", 1, 0, 0)]
    public void A_pair_astride_the_end_of_the_learning_time_is_no_error(
        string reference, string test, long found, long missed, long extra)
    {
        BeatComparison comparison = Compare(reference, test, BeatComparisonRules.Ec57, 400_000);

        Assert.Equal(new BeatStatistics(found, missed, extra), comparison.Confusion.Qrs);
    }

    [Fact]
    public void Without_a_record_length_the_reference_ends_the_comparison()
    {
        Annotation[] test = Parse("N1000 N2500 N9000");

        BeatComparison open = BeatComparison.Compare(Parse("N1000"), test, Rate, FromTheStart);
        BeatComparison closed = BeatComparison.Compare(Parse("N1000"), test, Rate, FromTheStart, 5000);

        Assert.Equal(0, open.Confusion.Qrs.FalsePositives);
        Assert.Equal(1, closed.Confusion.Qrs.FalsePositives);
    }

    [Fact]
    public void Ventricular_figures_leave_fusion_and_unknown_beats_out_of_the_false_alarms()
    {
        BeatComparison comparison = Compare(
            "V1000 V2000 N3000 F4000 Q5000 S6000", "V1000 N2000 V3000 V4000 V5000 V6000 V7000");

        Assert.Equal(new BeatStatistics(1, 1, 3), comparison.Confusion.Ventricular);
        Assert.Equal(new BeatStatistics(0, 1, 0), comparison.Confusion.Supraventricular);
    }

    [Fact]
    public void Offsets_are_test_minus_reference()
    {
        FiducialOffsets offsets = Compare("N1000 N2000 N3000 N4000", "N990 N2030 N3010 N9000").Offsets;

        Assert.Equal((3, 10.0, 10.0), (offsets.Count, offsets.MeanMs, offsets.MedianMs));
        Assert.Equal(Math.Sqrt(800.0 / 3), offsets.StandardDeviationMs, 9);
        Assert.Equal(0, Compare("N1000", "").Offsets.Count);
    }

    [Fact]
    public void The_arrhythmia_database_agrees_with_itself()
    {
        IReadOnlyList<string> headers = RecordPaths.Expand([TestData.Require("mitdb")]).Headers;
        QrsReport report = new();

        foreach (string header in headers)
        {
            WfdbRecord record = WfdbRecord.Open(header);
            IReadOnlyList<Annotation> beats = record.ReadAnnotations("atr");
            report.Add(record.Header.Name, record.Header.SampleRate, BeatComparison.Compare(
                beats, beats, record.Header.SampleRate, BeatComparisonRules.Ec57, record.Header.SampleCount));
        }

        Assert.Equal(new BeatStatistics(91_285, 0, 0), report.Gross.Confusion.Qrs);
        Assert.Equal(1.0, report.Average(c => c.Confusion.Qrs.PositivePredictivity));
        Assert.Equal(0.0, report.Gross.Offsets.StandardDeviationMs);
    }

    internal static BeatComparison Compare(
        string reference, string test, BeatComparisonRules? rules = null, long recordSamples = 10_000) =>
        BeatComparison.Compare(Parse(reference), Parse(test), Rate, rules ?? FromTheStart, recordSamples);

    private static Annotation[] Parse(string beats) =>
    [
        .. beats.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(beat => beat[0] switch
        {
            '~' => new Annotation(TimeOf(beat), AnnotationCode.SignalQuality, Subtype: 0x33),
            '.' => new Annotation(TimeOf(beat), AnnotationCode.SignalQuality),
            _ => new Annotation(TimeOf(beat), CodeOf(beat)),
        }),
    ];

    private static long TimeOf(string beat) => long.Parse(
        beat[1..], System.Globalization.CultureInfo.InvariantCulture);

    private static AnnotationCode CodeOf(string beat) =>
        AnnotationCodes.TryParse(beat[..1], out AnnotationCode code)
            ? code
            : throw new ArgumentException($"no mnemonic: {beat}", nameof(beat));
}
