using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Metrics;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Training.Comparison;

public sealed class ProtocolTests
{
    [Theory]
    [InlineData(Ecg5000Protocol.SrlAe, 1900, 100, 919, 2081)]
    [InlineData(Ecg5000Protocol.Ucr, 292, 292, 2627, 1873)]
    [InlineData(Ecg5000Protocol.Tutorial, 2481, 293, 145, 145)]
    public void Ecg5000_is_split_as_published(
        string name, int training, int validation, int normals, int abnormals)
    {
        Protocol protocol = Load(name);

        Assert.Equal((training, validation), (protocol.Training.Rows, protocol.Validation.Rows));
        Assert.Equal(abnormals, protocol.Test.IsAbnormal.Count(abnormal => abnormal));
        Assert.Equal(normals, protocol.Test.IsAbnormal.Count(abnormal => !abnormal));
    }

    [Fact]
    public void No_test_beat_is_trained_on()
    {
        foreach (string name in Ecg5000Protocol.Names)
        {
            Protocol protocol = Load(name);
            HashSet<string> trained = [.. Keys(protocol.Training), .. Keys(protocol.Validation)];

            Assert.DoesNotContain(Keys(protocol.Test.Beats), trained.Contains);
        }
    }

    [Fact]
    public void Beats_of_srl_ae_are_divided_by_their_own_maximum()
    {
        BeatMatrix beats = Load(Ecg5000Protocol.SrlAe).Training;

        for (int row = 0; row < beats.Rows; row++)
        {
            Assert.Equal(1, beats.Row(row).ToArray().Max(Math.Abs), 1e-6f);
        }
    }

    [Fact]
    public void The_optimistic_threshold_moves_by_no_more_than_one()
    {
        float[] scores = [1, 2, 3, 10, 11, 12];
        bool[] isAbnormal = [false, false, false, true, true, true];

        ComparisonFigures near = ComparisonFigures.Of(
            ThresholdSource.TestLabelsNearRule, 2.2, scores, isAbnormal, fileBytes: 1, latency: default);
        ComparisonFigures far = ComparisonFigures.Of(
            ThresholdSource.TestLabelsNearRule, 20, scores, isAbnormal, fileBytes: 1, latency: default);

        Assert.Equal(2.2, near.Threshold);
        Assert.Equal(20, far.Threshold);
        Assert.Equal((2, 9), (near.NormalMean, near.Gap));
    }

    [Fact]
    public void The_weighted_dense_model_passes_the_seeds_own_marks()
    {
        ModelComparison result = ModelComparison.Run(
            ModelCatalog.RecipeOf(ModelCatalog.WeightedDense, seed: 1) with { MaxEpochs = 30 },
            Load(Ecg5000Protocol.WeightedDense),
            file: null,
            progress: null,
            TimeProvider.System,
            TestContext.Current.CancellationToken);

        Assert.True(result.AfterQuantization.Confusion.Accuracy >= 0.972);
        Assert.True(result.AfterQuantization.Confusion.Precision >= 0.956);
        Assert.True(result.AfterQuantization.Confusion.F1 >= 0.977);
        Assert.True(result.AfterQuantization.AtRecall(0.998).Recall >= 0.998);
        Assert.InRange(result.AfterQuantization.Area, result.BeforeQuantization.Area - 0.005, 1);
        double ratio = result.AfterQuantization.FileBytes / (double)result.BeforeQuantization.FileBytes;
        Assert.InRange(ratio, 0.2, 0.35);
    }

    [Fact]
    public void A_model_for_ucr_is_chosen_within_the_training_split_and_each_normal_judges_once()
    {
        LabelledBeats train = UcrText.Read(TestData.Require("ecg5000/ECG5000_TRAIN.txt"));
        LabelledBeats test = UcrText.Read(TestData.Require("ecg5000/ECG5000_TEST.txt"));
        List<string> judging = [];
        foreach (long seed in new long[] { 1, 2, 3, 4, 5 })
        {
            Protocol protocol = Ecg5000Protocol.Of(Ecg5000Protocol.UcrChoice, train, test, seed);
            judging.AddRange(Keys(protocol.Test.Normals));
            Assert.Equal(208, protocol.Test.IsAbnormal.Count(isAbnormal => isAbnormal));
            Assert.Equal(292, protocol.Training.Rows + protocol.Test.Normals.Rows);
        }

        Assert.Equal(Keys(train.Normals).Order(), judging.Order());
    }

    [Fact]
    public void Labels_weigh_positions_in_the_weighted_protocol_and_no_tested_beat_is_among_them()
    {
        Protocol protocol = Load(Ecg5000Protocol.WeightedDense);
        HashSet<string> weighing = [.. Keys(protocol.LabelledTraining!.Beats)];

        Assert.Equal(5000, weighing.Count + protocol.Test.Beats.Rows);
        Assert.DoesNotContain(Keys(protocol.Test.Beats), weighing.Contains);
    }

    [Fact]
    public void A_recall_asked_for_is_reached_at_the_lowest_threshold_that_reaches_it()
    {
        float[] scores = [1, 2, 3, 4, 9, 3.5f, 10];
        RocCurve roc = RocCurve.Of(scores, [false, false, false, false, false, true, true]);
        ComparisonFigures figures = new(roc, 0, default, 0, 0, 1, default);

        Assert.Equal(new Confusion(4, 1, 1, 1), figures.AtRecall(0.8));
        Assert.Equal(1, figures.AtRecall(0.81).Recall);
    }

    [Fact]
    public void An_unknown_protocol_is_answered_with_those_there_are()
    {
        LabelledBeats beats = new(new BeatMatrix("toy", [1, 2], 1), [1, 2]);

        ArgumentException e = Assert.Throws<ArgumentException>(
            () => Ecg5000Protocol.Of("kfold", beats, beats, seed: 1));

        Assert.Contains(Ecg5000Protocol.SrlAe, e.Message, StringComparison.Ordinal);
    }

    private static Protocol Load(string name) => Ecg5000Protocol.Of(
        name,
        UcrText.Read(TestData.Require("ecg5000/ECG5000_TRAIN.txt")),
        UcrText.Read(TestData.Require("ecg5000/ECG5000_TEST.txt")),
        seed: 1);

    private static IEnumerable<string> Keys(BeatMatrix beats)
    {
        for (int row = 0; row < beats.Rows; row++)
        {
            yield return string.Join(' ', beats.Row(row).ToArray());
        }
    }
}
