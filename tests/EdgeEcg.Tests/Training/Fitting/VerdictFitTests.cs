using EdgeEcg.Scoring;
using EdgeEcg.Training.Evaluation;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Tests.Training.Fitting;

public sealed class VerdictFitTests
{
    private const int Wearers = 12;
    private const int Normals = 80;
    private const int Ectopics = 20;

    private readonly Random _random = new(20251125);

    [Fact]
    public void Ventricular_beats_are_told_by_what_tells_them_and_by_nothing_else()
    {
        VerdictFormula formula = new VerdictFit().Of(Beats(), "drawn beats");

        Assert.Equal(
            [VerdictPart.FormOverNoise, VerdictPart.SomewhatEarly],
            formula.Ventricular.Weights.OrderByDescending(w => w.Value).Take(2).Select(w => w.Key).Order());
        Assert.All(formula.Ventricular.Weights.Values, weight => Assert.True(weight >= 0));
    }

    [Fact]
    public void The_residual_counts_in_the_score_and_not_in_the_ventricular_flag()
    {
        VerdictFormula formula = new VerdictFit().Of(Beats(), "drawn beats");

        Assert.Contains(VerdictPart.Residual, formula.Shape.Weights.Keys);
        Assert.DoesNotContain(VerdictPart.Residual, formula.Ventricular.Weights.Keys);
    }

    [Fact]
    public void The_limit_of_the_flag_misses_four_beats_per_three_false_ones()
    {
        List<IReadOnlyList<ScoredBeat>> wearers = Beats(overlap: 1.5);

        VerdictFormula formula = new VerdictFit().Of(wearers, "drawn beats");

        VerdictWeights weights = new(formula);
        ScoredBeat[] all = [.. wearers.SelectMany(w => w)];
        int wrong = all.Count(b => b.Class is BeatClass.Normal && IsCalled(b));
        int missed = all.Count(b => b.Class is BeatClass.Ventricular && !IsCalled(b));
        Assert.InRange(wrong, 5, Wearers * Normals / 10);
        Assert.InRange(missed / (double)wrong, 1, 1.8);

        bool IsCalled(ScoredBeat beat) =>
            weights.VentricularOdds(beat.Parts.Span) > formula.VentricularLimit;
    }

    [Fact]
    public void A_part_that_is_left_out_has_no_weight()
    {
        VerdictFormula formula = new VerdictFit(VerdictPart.FormOverNoise).Of(Beats(), "an ablation");

        Assert.DoesNotContain(VerdictPart.FormOverNoise, formula.Shape.Weights.Keys);
        Assert.DoesNotContain(VerdictPart.FormOverNoise, formula.Ventricular.Weights.Keys);
    }

    [Fact]
    public void Wearers_without_a_ventricular_beat_teach_that_nothing_is_one()
    {
        ScoredBeat[] normal = [.. Beats()[0].Where(b => b.Class is BeatClass.Normal)];

        VerdictFormula formula = new VerdictFit().Of([normal, normal], "normal beats");

        VerdictWeights weights = new(formula);
        Assert.DoesNotContain(
            normal, b => weights.VentricularOdds(b.Parts.Span) > formula.VentricularLimit);
    }

    // Form, prematurity and residual are higher in ventricular beats; everything else is noise.
    private List<IReadOnlyList<ScoredBeat>> Beats(double overlap = 0.6) =>
    [
        .. Enumerable.Range(0, Wearers).Select(_ => (IReadOnlyList<ScoredBeat>)
        [
            .. Enumerable.Range(0, Normals + Ectopics)
                .Select(i => Beat(i, i < Normals ? BeatClass.Normal : BeatClass.Ventricular, overlap)),
        ]),
    ];

    private ScoredBeat Beat(int index, BeatClass of, double overlap)
    {
        float[] parts = new float[Enum.GetValues<VerdictPart>().Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = (float)(0.3 * Bell());
        }

        float more = of is BeatClass.Ventricular ? 1 : 0;
        parts[(int)VerdictPart.FormOverNoise] = (float)(2 * more + overlap * Bell());
        parts[(int)VerdictPart.SomewhatEarly] = (float)(more + overlap * Bell());
        parts[(int)VerdictPart.Residual] = (float)(more + overlap * Bell());
        return new ScoredBeat(index, of, 0, BeatReasons.None, parts);
    }

    private double Bell() => _random.NextDouble() + _random.NextDouble() + _random.NextDouble() - 1.5;
}
