using EdgeEcg.Core;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Scoring.Models;

public sealed class ModelTrialTests
{
    private const int Hz = 500;

    private readonly ManualTimeProvider _time = new();
    private readonly ModelTrial _trial;
    private long _sampleIndex = 10_000;

    public ModelTrialTests() => _trial = new ModelTrial(
        new ModelTrialLimits(TimeSpan.FromMinutes(5), MostFlaggedPercent: 50, SlowestMs: 50),
        new SampleRate(Hz), _time);

    [Fact]
    public void A_model_that_does_well_passes_when_the_time_is_over_and_not_before()
    {
        TakeBeats(299, flagged: _ => false);
        Assert.Equal(ModelTrialOutcome.Running, _trial.Outcome);

        TakeBeats(2, flagged: _ => false);

        Assert.Equal(ModelTrialOutcome.Passed, _trial.Outcome);
        Assert.Null(_trial.Reason);
    }

    [Fact]
    public void A_model_that_flags_too_many_beats_fails_at_the_hundredth()
    {
        TakeBeats(99, flagged: _ => true);
        Assert.Equal(ModelTrialOutcome.Running, _trial.Outcome);

        TakeBeats(1, flagged: _ => true);

        Assert.Equal(ModelTrialOutcome.Failed, _trial.Outcome);
        Assert.Equal("it found 100 of 100 beats abnormal, more than 50 %", _trial.Reason);
    }

    [Fact]
    public void Half_of_the_beats_is_still_allowed_and_rhythm_does_not_count()
    {
        TakeBeats(150, flagged: i => i % 2 == 1);
        TakeBeats(151, flagged: _ => true, BeatReasons.Premature);

        Assert.Equal(ModelTrialOutcome.Passed, _trial.Outcome);
    }

    [Fact]
    public void A_slow_model_fails_and_a_pause_now_and_then_does_not()
    {
        TakeBeats(100, flagged: _ => false, milliseconds: i => i % 10 == 0 ? 400 : 2);
        Assert.Equal(ModelTrialOutcome.Running, _trial.Outcome);

        TakeBeats(1, flagged: _ => false, milliseconds: _ => 51);

        Assert.Equal(ModelTrialOutcome.Failed, _trial.Outcome);
        Assert.Equal("11 of 101 beats took longer than 50 ms", _trial.Reason);
    }

    [Fact]
    public void Beats_without_a_score_make_no_trial_pass()
    {
        for (int i = 0; i < 1000; i++)
        {
            _trial.Take(_sampleIndex += Hz, new BeatVerdict(null, false, BeatReasons.Noise), _trial.Begin());
        }

        Assert.Equal((ModelTrialOutcome.Running, 0), (_trial.Outcome, _trial.Beats));
    }

    private void TakeBeats(
        int count, Func<int, bool> flagged, BeatReasons reasons = BeatReasons.Morphology,
        Func<int, double>? milliseconds = null)
    {
        for (int i = 0; i < count; i++)
        {
            long begun = _trial.Begin();
            _time.Advance(TimeSpan.FromMilliseconds(milliseconds?.Invoke(i) ?? 2));
            bool isFlagged = flagged(i);
            _trial.Take(
                _sampleIndex += Hz, new BeatVerdict(0.5f, isFlagged, isFlagged ? reasons : BeatReasons.None),
                begun);
        }
    }
}
