using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Training.Fitting;

public sealed class FitTests
{
    private static readonly FitRecipe Recipe = new()
    {
        Model = ModelCatalog.WeightedDense,
        Seed = 7,
        MaxEpochs = 8,
        BatchRows = 16,
        LearningRate = 3e-3,
    };

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_one_core_and_on_two()
    {
        byte[] first = Run(Recipe).ToInt8Onnx().Onnx.ToArray();
        byte[] second = Run(Recipe).ToInt8Onnx().Onnx.ToArray();
        byte[] onTwoCores = Run(Recipe with { Workers = 2 }).ToInt8Onnx().Onnx.ToArray();
        byte[] otherSeed = Run(Recipe with { Seed = 8 }).ToInt8Onnx().Onnx.ToArray();

        Assert.Equal(first, second);
        Assert.Equal(first, onTwoCores);
        Assert.NotEqual(first, otherSeed);
    }

    /// <summary>Among them they have every layer that a model is made of.</summary>
    public static TheoryData<string> Models => [.. ModelCatalog.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void Every_model_comes_out_the_same_twice_and_on_two_cores(string model)
    {
        FitRecipe recipe = Recipe with { Model = model, MaxEpochs = 2 };
        float[] first = Weights(recipe);

        Assert.Equal(first, Weights(recipe));
        Assert.Equal(first, Weights(recipe with { Workers = 2 }));
    }

    [Fact]
    public void An_int8_score_does_not_depend_on_the_beats_that_are_scored_beside_it()
    {
        FitRecipe recipe = Recipe with { Model = ModelCatalog.LstmAe, MaxEpochs = 2 };
        ExportedModel int8 = Fit.Run(
            recipe, ToyBeats.Normal(20, seed: 3), null, null, TimeProvider.System,
            TestContext.Current.CancellationToken).ToInt8Onnx();
        BeatMatrix alone = ToyBeats.Normal(1, seed: 60);
        float[] tall = Array.ConvertAll(ToyBeats.Abnormal(1, seed: 61).Values.ToArray(), value => 20 * value);
        BeatMatrix beside = new("two beats", [.. alone.Values, .. tall], ToyBeats.Samples);

        Assert.Equal(int8.Scores(alone)[0], int8.Scores(beside)[0]);
    }

    [Fact]
    public void The_bytes_are_those_of_every_machine()
    {
        ExportedModel int8 = Run(Recipe).ToInt8Onnx();

        // Changes only with the recipe, the engine or the file format. Never with processor, core count or
        // runtime version.
        string hash = ModelPackage.HashOf(int8.Onnx.Span);
        Assert.StartsWith("c2ef68585918c16e90486d975b94e2560a85c1933156f1da", hash, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_reports_one_line_per_epoch_in_fixed_columns_and_lowers_the_loss()
    {
        List<EpochLine> lines = [];

        FittedModel model = Run(Recipe, lines);

        Assert.Equal(8, lines.Count);
        Assert.Equal(lines, model.History);
        Assert.True(lines[^1].ValidationLoss < lines[0].ValidationLoss / 2);
        Assert.All(lines, line => Assert.Equal(EpochLine.Header.Length, line.ToString().Length));
        Assert.InRange(model.BestEpoch, 1, 8);
    }

    [Fact]
    public void Abnormal_beats_score_above_normal_ones_also_in_int8()
    {
        BeatMatrix normals = ToyBeats.Normal(100, seed: 50);
        BeatMatrix abnormals = ToyBeats.Abnormal(100, seed: 51);
        bool[] isAbnormal = [.. new bool[100], .. Enumerable.Repeat(true, 100)];

        ExportedModel int8 = Run(Recipe).ToInt8Onnx();
        float[] scores = [.. int8.Scores(normals), .. int8.Scores(abnormals)];

        Assert.True(RocCurve.Of(scores, isAbnormal).Area > 0.99);
        Assert.True(Confusion.Of(scores, isAbnormal, int8.Threshold().Score).Accuracy > 0.9);
    }

    [Fact]
    public void A_cancelled_training_ends_between_two_batches()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => Fit.Run(Recipe, ToyBeats.Normal(50, 1), null, null, TimeProvider.System, cancelled.Token));
    }

    [Fact]
    public void Too_few_beats_for_a_validation_set_are_refused()
    {
        BadDataSetException e = Assert.Throws<BadDataSetException>(
            () => Fit.Run(
                Recipe, ToyBeats.Normal(3, 1), null, null, TimeProvider.System, CancellationToken.None));

        Assert.Contains("enough for training and validation", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_model_is_answered_with_those_there_are()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(
            () => Run(Recipe with { Model = "transformer" }));

        Assert.Contains(ModelCatalog.WeightedDense, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5, 2.5)]
    [InlineData(1.0, 4)]
    public void Quantile_thresholds_come_from_the_normals(double share, double expected)
    {
        ModelThreshold threshold = ThresholdRule.Quantile(share).Apply([1, 2, 3, 4], "training normals");

        Assert.Equal(expected, threshold.Score, 1e-9);
        Assert.Equal("quantile", threshold.Rule);
        Assert.Equal(share, threshold.Parameter);
        Assert.Equal("training normals", threshold.From);
    }

    [Fact]
    public void Mean_plus_sd_thresholds_come_from_the_normals() =>
        Assert.Equal(
            5 + (2 * 2), ThresholdRule.MeanPlusSd(2).Apply([2, 4, 4, 4, 5, 5, 7, 9], "normals").Score, 1e-9);

    [Fact]
    public void The_package_written_is_the_package_the_device_loads()
    {
        using TemporaryFolder folder = new();
        ExportedModel int8 = Run(Recipe).ToInt8Onnx();
        ModelInput input = new(200, 50, 50, ToyBeats.Samples);
        PackageOrigin origin = new()
        {
            Input = input,
            Normalisation = BeatNormalisation.WearerRelative,
            TrainingData = [new TrainingSource { Name = "toy", Sha256 = new string('0', 64), Beats = 200 }],
            MetricsBeforeQuantization = new Dictionary<string, double> { ["auc"] = 0.99 },
            MetricsAfterQuantization = new Dictionary<string, double> { ["auc"] = 0.98 },
            DataLicence = "made up",
        };

        int8.WritePackage(folder.File("model"), origin);
        ModelPackage loaded = ModelPackage.Load(folder.File("model"), input);

        Assert.Equal(7, loaded.Manifest.Seed);
        Assert.Equal(0.98, loaded.Manifest.MetricsAfterQuantization["auc"]);
        Assert.Equal(int8.Threshold(), loaded.Manifest.Thresholds[0]);
        Assert.Equal(int8.Onnx.ToArray(), loaded.Onnx.ToArray());
    }

    private static float[] Weights(FitRecipe recipe) => Fit.Run(
        recipe, ToyBeats.Normal(20, seed: 3), null, null, TimeProvider.System,
        TestContext.Current.CancellationToken).Weights;

    private static FittedModel Run(FitRecipe recipe, List<EpochLine>? lines = null) => Fit.Run(
        recipe,
        ToyBeats.Normal(200, seed: 3),
        null,
        lines is null ? null : new Listener(lines),
        TimeProvider.System,
        TestContext.Current.CancellationToken);

    private sealed class Listener(List<EpochLine> lines) : IProgress<EpochLine>
    {
        public void Report(EpochLine value) => lines.Add(value);
    }
}
