using EdgeEcg.Core;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Monitor;

public sealed class EventDetectorTests
{
    private readonly EventDetector _detector = new();
    private long _beats;

    [Fact]
    public void Normal_beats_are_no_events()
    {
        Assert.All(Enumerable.Range(0, 20), _ => Assert.Null(Judge(BeatReasons.None)));
    }

    [Fact]
    public void Two_abnormal_beats_are_two_events_and_no_run()
    {
        Assert.Equal(EventCodes.AbnormalBeat, Judge(BeatReasons.Morphology | BeatReasons.Premature)?.Code);
        Assert.Equal(EventCodes.AbnormalBeat, Judge(BeatReasons.Morphology)?.Code);
        Assert.False(_detector.InRun);
    }

    [Fact]
    public void The_third_abnormal_beat_in_a_row_makes_a_run_that_begins_with_the_first()
    {
        Judge(BeatReasons.None);
        Judge(BeatReasons.Morphology);
        Judge(BeatReasons.Morphology);

        HeartEvent? run = Judge(BeatReasons.Morphology);

        Assert.Equal(EventCodes.AbnormalRun, run?.Code);
        Assert.Equal(1000, run?.SampleIndex);
        Assert.Equal(3000, run?.DecidedBySampleIndex);
        Assert.True(_detector.InRun);
    }

    [Fact]
    public void Further_beats_of_a_run_are_not_told_and_a_normal_beat_ends_it()
    {
        for (int i = 0; i < 3; i++)
        {
            Judge(BeatReasons.Morphology);
        }

        Assert.Null(Judge(BeatReasons.Morphology));
        Assert.Null(Judge(BeatReasons.Morphology | BeatReasons.Premature));
        Assert.Null(Judge(BeatReasons.None));
        Assert.False(_detector.InRun);
        Assert.Equal(EventCodes.AbnormalBeat, Judge(BeatReasons.Morphology)?.Code);
    }

    [Fact]
    public void A_beat_that_is_early_and_looks_normal_is_a_premature_beat()
    {
        Assert.Equal(EventCodes.PrematureBeat, Judge(BeatReasons.Premature)?.Code);
    }

    [Fact]
    public void A_pause_is_told_and_remembered_until_the_heart_has_gone_on()
    {
        Assert.Equal(EventCodes.Pause, Judge(BeatReasons.Pause)?.Code);
        Assert.True(_detector.AfterPause);

        for (int i = 0; i < 8; i++)
        {
            Judge(BeatReasons.None);
        }

        Assert.False(_detector.AfterPause);
    }

    private HeartEvent? Judge(BeatReasons reasons)
    {
        Beat beat = new(_beats, 1000 * _beats, 500 * _beats, new RhythmContext(800, 800), 0.8f);
        _beats++;
        return _detector.Judge(beat, new BeatVerdict(0.1f, reasons != BeatReasons.None, reasons));
    }
}
