using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Training.Fitting;

/// <summary>
/// Seed row D on ECG5000 under its own protocol: all beats scaled to −1…1, trained on the normal ones of four
/// fifths, threshold by Youden on the rest, normal counted as positive.
/// </summary>
public sealed class WeightedDenseTests
{
    [Fact]
    public void Row_d_reaches_the_seeds_figures_in_float_and_int8()
    {
        (LabelledBeats train, LabelledBeats test) = ScaledSplit();
        FitRecipe recipe = new()
        {
            Model = ModelCatalog.WeightedDense,
            Seed = 1,
            MaxEpochs = 30,
            Weighting = PositionWeighting.Uniform,
        };

        FittedModel model = Fit.Run(
            recipe, train.Normals, null, TimeProvider.System, TestContext.Current.CancellationToken);
        ExportedModel int8 = model.ToInt8Onnx();
        RocCurve floatRoc = RocCurve.Of(model.Scores(test.Beats), test.IsAbnormal);
        RocCurve int8Roc = RocCurve.Of(int8.Scores(test.Beats), test.IsAbnormal);
        Confusion figures = int8Roc.BestYouden.Confusion.WithRolesExchanged;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"AUC float {floatRoc.Area:0.0000} int8 {int8Roc.Area:0.0000}, "
            + $"int8 accuracy {figures.Accuracy:0.0000} precision {figures.Precision:0.0000} "
            + $"recall {figures.Recall:0.0000} F1 {figures.F1:0.0000}");
        Assert.True(figures.Accuracy >= 0.972);
        Assert.True(figures.F1 >= 0.977);
        Assert.InRange(int8Roc.Area, floatRoc.Area - 0.005, 1);
        Assert.InRange(int8.Onnx.Length, 1, 60_000);
    }

    private static (LabelledBeats Train, LabelledBeats Test) ScaledSplit()
    {
        LabelledBeats all = UcrText.Read(TestData.Require("ecg5000/ECG5000_TRAIN.txt"))
            .Followed("ECG5000", UcrText.Read(TestData.Require("ecg5000/ECG5000_TEST.txt")));
        float[] values = all.Beats.Values.ToArray();
        (float low, float high) = (values.Min(), values.Max());
        LabelledBeats scaled = all.With(
            Array.ConvertAll(values, value => (2 * (value - low) / (high - low)) - 1));
        int[] order = Split.ShuffledRows(scaled.Beats.Rows, seed: 1);
        return (scaled.Subset("train", order.AsSpan(0, 4000)), scaled.Subset("test", order.AsSpan(4000)));
    }
}
