using EdgeEcg.Core;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Tests.Scoring;

public sealed class HeartEventDetectorTests
{
    private const BeatReasons Abnormal = BeatReasons.Morphology | BeatReasons.Ventricular;
    private const int Hz = 1000;
    private const double UsualRrMs = 800;
    private const double LookAheadMs = 900;

    private const float Normal = -6;
    private const float Leaning = -0.5f;
    private const float Clear = 6;

    private readonly HeartEventDetector _detector = new(
        new SampleRate(Hz), 2, HeartLimits.Default, DefaultModel.Load().Manifest with
        {
            Thresholds =
                [new ModelThreshold { Score = 1, Rule = "quantile", Parameter = 0, From = "the test" }],
        },
        LookAheadMs);

    private long _now;
    private long _beats;

    [Fact]
    public void Normal_beats_are_no_events()
    {
        Assert.Empty(Judge(BeatReasons.None, times: 200));
    }

    [Fact]
    public void Two_abnormal_beats_are_a_couplet_and_no_run()
    {
        Assert.Equal([HeartEventKind.AbnormalBeat], Judge(Abnormal | BeatReasons.Premature));
        Assert.Equal([HeartEventKind.Couplet], Judge(Abnormal));
        Assert.False(_detector.IsPresent(HeartEventKind.AbnormalRun));
    }

    [Fact]
    public void The_third_abnormal_beat_in_a_row_makes_a_run_that_begins_with_the_first()
    {
        Judge(BeatReasons.None);
        Judge(Abnormal, times: 2);

        HeartHappening run = Assert.Single(Happenings(Abnormal));

        Assert.Equal(HeartEventKind.AbnormalRun, run.Kind);
        Assert.Equal(2 * UsualRrMs, run.SampleIndex);
        Assert.Equal(4 * UsualRrMs, run.DecidedBySampleIndex);
        Assert.True(_detector.IsPresent(HeartEventKind.AbnormalRun));
    }

    [Fact]
    public void Further_beats_of_a_run_are_not_told_and_a_normal_beat_ends_it()
    {
        Judge(Abnormal, times: 3);

        Assert.Empty(Judge(Abnormal, times: 5));
        Assert.Empty(Judge(BeatReasons.None));
        Assert.False(_detector.IsPresent(HeartEventKind.AbnormalRun));
        Assert.Equal([HeartEventKind.AbnormalBeat], Judge(Abnormal));
    }

    [Fact]
    public void A_beat_that_is_early_and_looks_normal_is_a_premature_beat()
    {
        Assert.Equal([HeartEventKind.PrematureBeat], Judge(BeatReasons.Premature));
    }

    [Fact]
    public void Every_second_beat_abnormal_is_bigeminy_once_until_it_stops()
    {
        List<HeartEventKind> told = [];
        for (int i = 0; i < 8; i++)
        {
            told.AddRange(Judge(Abnormal));
            told.AddRange(Judge(BeatReasons.None));
        }

        Assert.Single(told, HeartEventKind.Bigeminy);
        Assert.True(_detector.IsPresent(HeartEventKind.Bigeminy));
        Judge(BeatReasons.None, times: 4);
        Assert.False(_detector.IsPresent(HeartEventKind.Bigeminy));
    }

    [Fact]
    public void Many_abnormal_beats_a_minute_are_told_once_and_are_over_when_they_are_few()
    {
        List<HeartEventKind> told = [];
        for (int i = 0; i < 25; i++)
        {
            told.AddRange(Judge(BeatReasons.None, times: 2));
            told.AddRange(Judge(Abnormal));
        }

        Assert.Single(told, HeartEventKind.AbnormalBurden);
        Assert.True(_detector.IsPresent(HeartEventKind.AbnormalBurden));
        Judge(BeatReasons.None, times: 60);
        Assert.False(_detector.IsPresent(HeartEventKind.AbnormalBurden));
    }

    [Theory]
    [InlineData(1700, HeartEventKind.Bradycardia)]
    [InlineData(350, HeartEventKind.Tachycardia)]
    public void A_rate_out_of_its_limits_is_told_once_and_ends_well_inside_of_them(
        double rrMs, HeartEventKind expected)
    {
        Judge(BeatReasons.None, times: 30);

        List<HeartEventKind> told = Judge(BeatReasons.None, times: 40, rrMs: rrMs);

        Assert.Equal([expected], told);
        Assert.True(_detector.IsPresent(expected));
        Judge(BeatReasons.None, times: 20 + (int)(5 * 60_000 / UsualRrMs));
        Assert.False(_detector.IsPresent(expected));
    }

    [Fact]
    public void A_rate_that_comes_and_goes_within_minutes_is_one_episode()
    {
        List<HeartEventKind> told = [];
        for (int i = 0; i < 4; i++)
        {
            told.AddRange(Judge(BeatReasons.None, times: 40, rrMs: 1700));
            told.AddRange(Judge(BeatReasons.None, times: 300));
        }

        Assert.Equal([HeartEventKind.Bradycardia], told);
    }

    [Fact]
    public void A_slow_rate_is_over_after_minutes_in_which_nothing_can_be_read()
    {
        Judge(BeatReasons.None, times: 40, rrMs: 1700);

        Judge(BeatReasons.Noise, times: 20, quality: 0.1f);
        Assert.True(_detector.IsPresent(HeartEventKind.Bradycardia));
        Judge(BeatReasons.Noise, times: 400, quality: 0.1f);

        Assert.False(_detector.IsPresent(HeartEventKind.Bradycardia));
    }

    [Fact]
    public void Intervals_of_which_no_two_are_alike_are_an_irregular_rhythm_and_ectopy_is_not()
    {
        double[] fibrillation = [620, 910, 540, 800, 1010, 690, 760, 580, 880, 650];
        List<HeartEventKind> ectopy = [];
        for (int i = 0; i < 60; i++)
        {
            ectopy.AddRange(Judge(BeatReasons.None, times: 6));
            ectopy.AddRange(Judge(Abnormal, rrMs: 500));
            ectopy.AddRange(Judge(BeatReasons.None, rrMs: 1100));
        }

        List<HeartEventKind> told = [];
        for (int i = 0; i < 120; i++)
        {
            told.AddRange(Judge(BeatReasons.None, rrMs: fibrillation[i * 7 % 10]));
        }

        Assert.DoesNotContain(HeartEventKind.IrregularRhythm, ectopy);
        Assert.Single(told, HeartEventKind.IrregularRhythm);
    }

    [Fact]
    public void A_pause_is_told_by_the_beat_that_ends_it_and_lasts_until_the_heart_has_gone_on()
    {
        Judge(BeatReasons.None);

        Assert.Equal([HeartEventKind.Pause], Judge(BeatReasons.Pause, rrMs: 2300));
        Judge(BeatReasons.None, times: 7);
        Assert.True(_detector.IsPresent(HeartEventKind.Pause));
        Judge(BeatReasons.None);
        Assert.False(_detector.IsPresent(HeartEventKind.Pause));
    }

    [Fact]
    public void A_heart_that_stands_still_is_a_pause_before_the_next_beat_and_only_once()
    {
        Judge(BeatReasons.None);

        _detector.Wait(_now + 2800, isConnected: true);
        Assert.Empty(Take());
        _detector.Wait(_now + 3000, isConnected: true);
        Assert.Equal([HeartEventKind.Pause], Take().Select(h => h.Kind));
        _detector.Wait(_now + 9000, isConnected: true);
        Assert.Empty(Take());

        Assert.Empty(Judge(BeatReasons.Pause, rrMs: 10_000));
    }

    [Fact]
    public void Without_electrodes_there_is_no_pause_and_time_counts_from_their_return()
    {
        Judge(BeatReasons.None);

        _detector.Wait(_now + 9000, isConnected: false);
        _detector.Wait(_now + 14_000, isConnected: true);
        Assert.Empty(Take());

        _detector.Wait(_now + 15_000, isConnected: true);
        Assert.Single(Take());
    }

    [Fact]
    public void Where_the_signal_cannot_be_read_nothing_is_told_of_the_heart()
    {
        Judge(BeatReasons.None, times: 10);
        Judge(BeatReasons.Noise, times: 60, quality: 0.1f);
        Assert.True(_detector.IsUnreadable);

        List<HeartEventKind> told = Judge(Abnormal, times: 5, quality: 0.5f);
        _detector.Wait(_now + 20_000, isConnected: true);

        Assert.Empty(told);
        Assert.Empty(Take());
    }

    [Fact]
    public void Beats_that_were_not_judged_make_no_run()
    {
        Judge(Abnormal, times: 2);
        Judge(BeatReasons.Noise, rrMs: UsualRrMs, quality: 0.3f);

        Assert.Equal([HeartEventKind.AbnormalBeat], Judge(Abnormal));
    }

    [Fact]
    public void A_beat_that_leans_that_way_and_an_early_one_that_cannot_be_judged_belong_to_a_run()
    {
        Assert.Equal([HeartEventKind.AbnormalBeat], Judge(Abnormal));
        Assert.Empty(Judge(BeatReasons.None, evidence: Leaning));
        Assert.Equal([HeartEventKind.AbnormalRun], Judge(Abnormal));
        Judge(BeatReasons.None);

        Judge(Abnormal);
        Assert.Empty(Judge(BeatReasons.Noise, rrMs: 400, quality: 0.4f));
        Assert.Equal([HeartEventKind.AbnormalRun], Judge(Abnormal));
    }

    [Fact]
    public void A_beat_that_is_ventricular_more_likely_than_not_begins_a_run_and_one_that_leans_does_not()
    {
        Assert.Empty(Judge(BeatReasons.None, evidence: 0.5f));
        Judge(Abnormal);
        Assert.Equal([HeartEventKind.AbnormalRun], Judge(Abnormal));
        Judge(BeatReasons.None);

        Judge(BeatReasons.None, evidence: Leaning);
        Judge(Abnormal);
        Assert.Equal([HeartEventKind.Couplet], Judge(Abnormal));
    }

    [Fact]
    public void A_row_of_beats_that_are_hardly_ventricular_is_no_run()
    {
        List<HeartEventKind> told = Judge(Abnormal, times: 6, evidence: 1.5f);

        Assert.DoesNotContain(HeartEventKind.AbnormalRun, told);
    }

    [Fact]
    public void A_beat_of_odd_shape_that_is_not_ventricular_is_told_by_itself_and_makes_no_run()
    {
        List<HeartEventKind> told = Judge(BeatReasons.Morphology, times: 4, evidence: Leaning);

        Assert.Equal(Enumerable.Repeat(HeartEventKind.AbnormalBeat, 4), told);
    }

    private List<HeartEventKind> Judge(
        BeatReasons reasons,
        int times = 1,
        double rrMs = UsualRrMs,
        float quality = 0.9f,
        float? evidence = null)
    {
        List<HeartEventKind> told = [];
        for (int i = 0; i < times; i++)
        {
            told.AddRange(Happenings(reasons, rrMs, quality, evidence).Select(happened => happened.Kind));
        }

        return told;
    }

    private List<HeartHappening> Happenings(
        BeatReasons reasons, double rrMs = UsualRrMs, float quality = 0.9f, float? evidence = null)
    {
        _now += (long)rrMs;
        Beat beat = new(_beats++, _now, _now, new RhythmContext(rrMs, UsualRrMs), quality);
        bool judged = !reasons.HasFlag(BeatReasons.Noise);
        float usual = reasons.HasFlag(BeatReasons.Ventricular) ? Clear : Normal;
        BeatVerdict verdict = new(judged ? 1 : null, judged && reasons != 0, reasons)
        {
            VentricularEvidence = judged ? evidence ?? usual : null,
        };
        _detector.Judge(beat, verdict);
        return Take();
    }

    private List<HeartHappening> Take()
    {
        List<HeartHappening> told = [];
        while (_detector.TryTake(out HeartHappening happened))
        {
            told.Add(happened);
        }

        return told;
    }
}
