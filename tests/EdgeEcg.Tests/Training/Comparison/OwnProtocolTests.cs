using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Tests.Training.Fitting;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Training.Comparison;

public sealed class OwnProtocolTests
{
    [Fact]
    public void Own_beats_are_split_in_three_shares_and_scaled_by_those_that_are_trained_on()
    {
        Protocol protocol = RecordProtocol.OfBeats(Beats(normal: 80, abnormal: 20), seed: 1);

        Assert.Equal(20, protocol.Test.Beats.Rows);
        Assert.Equal(20, protocol.LabelledValidation!.Beats.Rows);
        int abnormalTrained = 20
            - protocol.Test.IsAbnormal.Count(a => a) - protocol.LabelledValidation.IsAbnormal.Count(a => a);
        Assert.Equal(60 - abnormalTrained, protocol.Training.Rows);
        Assert.Equal(-1, protocol.Training.Values.ToArray().Min(), 1e-6f);
        Assert.Equal(1, protocol.Training.Values.ToArray().Max(), 1e-6f);
    }

    [Fact]
    public void The_threshold_may_come_from_the_labels_of_validation_beats_and_never_from_the_test()
    {
        Protocol protocol = RecordProtocol.OfBeats(Beats(normal: 80, abnormal: 40), seed: 1);
        LabelledBeats validation = protocol.LabelledValidation!;
        float[] scores = [.. Enumerable.Range(0, validation.Beats.Rows).Select(i => (float)i)];
        RocCurve roc = RocCurve.Of(scores, validation.IsAbnormal);

        Assert.Null(protocol.ThresholdByLabels(_ => scores));
        Assert.Equal(
            roc.BestYouden.Threshold,
            protocol.With(ThresholdChoice.Parse("youden")).ThresholdByLabels(_ => scores));
        Assert.Equal(
            roc.BestF1.Threshold, protocol.With(ThresholdChoice.Parse("f1")).ThresholdByLabels(_ => scores));
        Assert.False(protocol.With(ThresholdChoice.Parse("f1")).IsOptimistic);
    }

    [Theory]
    [InlineData("quantile:0.9", "quantile", 0.9)]
    [InlineData("mean-sd:2.5", "mean_plus_sd", 2.5)]
    public void A_rule_on_training_normals_takes_the_place_of_the_recipes(
        string text, string name, double parameter)
    {
        Protocol protocol = RecordProtocol.OfBeats(Beats(normal: 80, abnormal: 20), seed: 1);

        FitRecipe recipe = protocol.With(ThresholdChoice.Parse(text))
            .Judge(ModelCatalog.RecipeOf(ModelCatalog.PlainDense, seed: 1));

        Assert.Equal(new ThresholdRule(name, parameter), recipe.Threshold);
    }

    [Theory]
    [InlineData("quantile:1.5")]
    [InlineData("quantile")]
    [InlineData("best")]
    public void Another_threshold_is_answered_with_those_there_are(string text)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => ThresholdChoice.Parse(text));

        Assert.Contains($"'{text}', expected quantile:0.97", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_without_abnormal_beats_is_refused_before_anything_is_trained()
    {
        Protocol protocol = RecordProtocol.OfBeats(Beats(normal: 50, abnormal: 0), seed: 1);

        BadDataSetException e = Assert.Throws<BadDataSetException>(protocol.RequireBothClasses);

        Assert.Contains("the number of abnormal beats is 0, expected at least 1", e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_threshold_from_beats_the_model_has_not_seen_is_above_that_from_those_it_has()
    {
        BeatMatrix normals = ToyBeats.Normal(30, seed: 40);
        FitRecipe recipe = ModelCatalog.RecipeOf(ModelCatalog.PlainDense, seed: 1) with
        {
            MaxEpochs = 300, PatienceEpochs = 300, BatchRows = 8, ThresholdFolds = 3, LearningRate = 1e-2,
        };

        FittedModel model = Fit.Run(
            recipe, normals, normals, null, null, TimeProvider.System, TestContext.Current.CancellationToken);
        CrossFit folds = CrossFit.Run(
            recipe, normals, normals, null, null, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(folds.Threshold().Score > model.Threshold().Score);
        Assert.Equal(folds.Threshold().Score, folds.Int8Threshold().Score, folds.Threshold().Score * 0.3);
    }

    [Fact]
    public void Real_records_are_trained_on_or_tested_but_never_both()
    {
        WfdbRecord[] records = [.. new[] { "119", "208", "221" }.Select(
            name => WfdbRecord.Open(TestData.Require($"mitdb/{name}.hea")))];

        Protocol protocol = RecordProtocol.OfRecords(records, seed: 1);

        Assert.Equal(RecordProtocol.Own, protocol.RequireBothClasses().Name);
        Assert.True(protocol.Training.Rows > 1000);
        HashSet<string> trained = [.. Keys(protocol.Training)];
        Assert.DoesNotContain(Keys(protocol.Test.Beats), trained.Contains);
    }

    private static IEnumerable<string> Keys(BeatMatrix beats) =>
        Enumerable.Range(0, beats.Rows).Select(row => string.Join(' ', beats.Row(row).ToArray()));

    private static LabelledBeats Beats(int normal, int abnormal)
    {
        float[] values = [.. ToyBeats.Normal(normal, seed: 8).Values];
        float[] others = abnormal > 0 ? [.. ToyBeats.Abnormal(abnormal, seed: 9).Values] : [];
        int[] classes = [.. Enumerable.Repeat(1, normal), .. Enumerable.Repeat(3, abnormal)];
        return new LabelledBeats(
            new BeatMatrix("own beats", [.. values, .. others], ToyBeats.Samples), classes);
    }
}
