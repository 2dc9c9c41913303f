using EdgeEcg.Core;
using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Scoring;

public sealed class BeatScorerTests : IDisposable
{
    private const int RrMs = 800;

    private readonly DrawnBeats _draw = new(seed: 3);
    private readonly BeatScorer _scorer = new(DefaultModel.Load(), 2, RhythmLimits.Default);

    private long _now;

    public void Dispose() => _scorer.Dispose();

    [Fact]
    public void A_beat_is_not_scored_before_the_wearer_is_known()
    {
        BeatVerdict verdict = Judge(_draw.Ventricular());

        Assert.Null(verdict.Score);
        Assert.Null(verdict.VentricularEvidence);
        Assert.Equal(BeatReasons.Learning, verdict.Reasons);
    }

    [Fact]
    public void A_ventricular_beat_is_called_so_and_a_normal_one_is_not()
    {
        Learn();

        BeatVerdict normal = Judge(_draw.Normal());
        BeatVerdict ventricular = Judge(_draw.Ventricular(), rrMs: 500);

        Assert.False(normal.Anomalous);
        Assert.True(normal.VentricularEvidence < 0);
        Assert.True(ventricular.Reasons.HasFlag(BeatReasons.Ventricular));
        Assert.True(ventricular.Score > normal.Score);
    }

    [Fact]
    public void In_noise_only_a_clearly_ventricular_beat_is_called_so_and_nothing_else_is_judged()
    {
        Learn();
        Judge(_draw.Ventricular(), rrMs: 500);

        BeatVerdict clear = Judge(_draw.Ventricular(), rrMs: 500, quality: 0.4f);
        BeatVerdict normal = Judge(_draw.Normal(), quality: 0.4f);
        BeatVerdict lost = Judge(_draw.Ventricular(), rrMs: 500, quality: 0.2f);

        Assert.True(clear.Reasons.HasFlag(BeatReasons.Ventricular), $"{clear.VentricularEvidence}");
        Assert.Equal((null, BeatReasons.Noise), (normal.Score, normal.Reasons));
        Assert.True(normal.VentricularEvidence < 0);
        Assert.Equal((null, null, BeatReasons.Noise), (lost.Score, lost.VentricularEvidence, lost.Reasons));
    }

    [Fact]
    public void Without_electrodes_the_reason_is_that_there_is_no_lead()
    {
        Learn();

        Assert.Equal(BeatReasons.NoLead, Judge(_draw.Normal(), quality: 0).Reasons);
    }

    private void Learn()
    {
        for (int i = 0; i < WearerBaseline.BeatsToSettle; i++)
        {
            Judge(_draw.Normal());
        }
    }

    private BeatVerdict Judge(float[] beat, double rrMs = RrMs, float quality = 0.9f)
    {
        _now += (long)rrMs;
        return _scorer.Judge(new Beat(_now, _now, _now, new RhythmContext(rrMs, RrMs), quality), beat);
    }
}
