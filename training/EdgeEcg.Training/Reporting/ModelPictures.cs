using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Reporting;

/// <summary>The diagrams of one trained model.</summary>
internal sealed class ModelPictures
{
    private const int HistogramBins = 50;

    /// <summary>Beats of each kind in the pictures of the latent space.</summary>
    private const int LatentBeatsOfEachKind = 200;

    private const int MostRocPoints = 300;

    /// <summary>Above this area only the corner of the curve is worth a look.</summary>
    private const double GoodArea = 0.95;

    private const double CornerReach = 0.2;

    /// <summary>The largest of this share of the scores end the histogram's axis.</summary>
    private const double HistogramShare = 0.99;

    private readonly ModelComparison _comparison;
    private readonly LabelledBeats _test;
    private readonly bool[] _isAbnormal;

    public ModelPictures(ModelComparison comparison, Protocol protocol)
    {
        _comparison = comparison;
        _test = protocol.Test;
        _isAbnormal = protocol.Test.IsAbnormal;
    }

    private FittedModel Model => _comparison.Model;

    public SvgPlot Losses()
    {
        (double, double)[] training = [.. Model.History.Select(e => ((double)e.Epoch, e.TrainingLoss))];
        (double, double)[] validation = [.. Model.History.Select(e => ((double)e.Epoch, e.ValidationLoss))];
        PlotRange x = PlotRange.Over(training.Select(p => p.Item1));
        double top = training.Concat(validation).Max(p => p.Item2);
        return new SvgPlot("Loss", "epoch", "loss", x, new PlotRange(0, top))
            .Line("normal", "training", training)
            .Line("abnormal", "validation", validation)
            .VerticalLine("mark", "kept", Model.BestEpoch);
    }

    public SvgPlot Errors()
    {
        float[] normal = Of(isAbnormal: false, _comparison.TestScores);
        float[] abnormal = Of(isAbnormal: true, _comparison.TestScores);
        PlotRange x = new(0, Quantile.Of(_comparison.TestScores, HistogramShare));
        double top = new[] { normal, abnormal }.Max(scores => Share(scores, x));
        return new SvgPlot("Errors of test beats", "score", "share of beats", x, new PlotRange(0, top))
            .Histogram("normal", "normal", normal, HistogramBins)
            .Histogram("abnormal", "abnormal", abnormal, HistogramBins)
            .VerticalLine("mark", "threshold", _comparison.BeforeQuantization.Threshold);
    }

    public SvgPlot Roc()
    {
        double reach = _comparison.BeforeQuantization.Area > GoodArea ? CornerReach : 1;
        (double, double)[] points =
        [
            .. Points().Select(p => (p.Confusion.FalsePositiveRate, p.Confusion.Recall))
                .Where(p => p.FalsePositiveRate <= reach && p.Recall >= 1 - reach),
        ];
        return new SvgPlot(
            "Receiver operating characteristic" + (reach < 1 ? ", its upper left corner" : ""),
            "false positive rate",
            "recall of abnormal",
            new PlotRange(0, reach),
            new PlotRange(1 - reach, 1))
            .Line("third", "", reach < 1 ? [] : [(0, 0), (1, 1)])
            .Line("normal", FormattableString.Invariant(
                $"area {_comparison.BeforeQuantization.Area:0.0000}"), points);
    }

    public SvgPlot PrecisionRecall()
    {
        PlotRange unit = new(0, 1);
        (double, double)[] points =
        [
            .. Points().Where(p => p.Confusion.TruePositives > 0)
                .Select(p => (p.Confusion.Recall, p.Confusion.Precision)),
        ];
        return new SvgPlot("Precision and recall", "recall of abnormal", "precision", unit, unit)
            .Line("normal", "", points);
    }

    public SvgPlot Positions()
    {
        BeatMatrix normals = _test.Normals;
        float[] reconstructions = Model.Reconstruct(normals);
        double[] errors = new double[normals.Samples];
        for (int i = 0; i < reconstructions.Length; i++)
        {
            errors[i % errors.Length] += Math.Abs(normals.Values[i] - reconstructions[i]) / normals.Rows;
        }

        double mean = errors.Average();
        (double, double)[] shown = [.. errors.Select((error, i) => ((double)i, error / mean))];
        (double, double)[] weights = new (double, double)[errors.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = (i, Model.PositionWeights[i]);
        }

        PlotRange y = new(0, shown.Concat(weights).Max(p => p.Item2));
        PlotRange x = new(0, errors.Length - 1);
        return new SvgPlot("Error of normal beats and weight, by position", "sample", "share of mean", x, y)
            .Line("normal", "error", shown)
            .Line("third", "weight", weights);
    }

    /// <summary>Best, random and worst of the normal and of the abnormal beats.</summary>
    public IEnumerable<SvgPlot> Beats()
    {
        foreach (bool isAbnormal in new[] { false, true })
        {
            int[] rows = [.. Rows(isAbnormal).OrderBy(row => _comparison.TestScores[row])];
            string kind = isAbnormal ? "abnormal" : "normal";
            int random = rows[Split.ShuffledRows(rows.Length, Model.Recipe.Seed)[0]];
            yield return Beat($"Best {kind} beat", rows[0]);
            yield return Beat($"Random {kind} beat", random);
            yield return Beat($"Worst {kind} beat", rows[^1]);
        }
    }

    public SvgPlot LatentByPrincipalComponents() =>
        Latent("Latent space, principal components", "first", "second", PrincipalComponents.Plane);

    public SvgPlot LatentByTsne() => Latent("Latent space, t-SNE", "first", "second", Tsne.Plane);

    private SvgPlot Latent(string title, string xLabel, string yLabel, Func<BeatMatrix, double[,]> toPlane)
    {
        int[] normal = Spread(Rows(isAbnormal: false));
        int[] abnormal = Spread(Rows(isAbnormal: true));
        BeatMatrix beats = _test.Beats.Subset("latent beats", [.. normal, .. abnormal]);
        double[,] plane = toPlane(Model.LatentVectors(beats));
        (double X, double Y)[] points =
            [.. Enumerable.Range(0, beats.Rows).Select(i => (plane[i, 0], plane[i, 1]))];
        return new SvgPlot(
            title,
            xLabel,
            yLabel,
            PlotRange.Over(points.Select(p => p.X)).WithMargin,
            PlotRange.Over(points.Select(p => p.Y)).WithMargin)
            .Dots("normal", "normal", points[..normal.Length])
            .Dots("abnormal", "abnormal", points[normal.Length..]);
    }

    private SvgPlot Beat(string title, int row)
    {
        BeatMatrix beat = _test.Beats.Subset("beat", [row]);
        (double, double)[] truth = Points(beat.Values);
        (double, double)[] made = Points(Model.Reconstruct(beat));
        PlotRange y = PlotRange.Over(truth.Concat(made).Select(p => p.Item2));
        string score = FormattableString.Invariant($"{title}, score {_comparison.TestScores[row]:0.000}");
        return new SvgPlot(score, "sample", "amplitude", new PlotRange(0, beat.Samples - 1), y)
            .Line("normal", "beat", truth)
            .Line("abnormal", "reconstruction", made);
    }

    private static (double X, double Y)[] Points(ReadOnlySpan<float> values)
    {
        (double, double)[] points = new (double, double)[values.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = (i, values[i]);
        }

        return points;
    }

    private IEnumerable<RocPoint> Points()
    {
        IReadOnlyList<RocPoint> all = RocCurve.Of(_comparison.TestScores, _isAbnormal).Points;
        int step = Math.Max(1, all.Count / MostRocPoints);
        return all.Where((_, i) => i % step == 0 || i == all.Count - 1);
    }

    private float[] Of(bool isAbnormal, float[] scores) => [.. Rows(isAbnormal).Select(row => scores[row])];

    private int[] Rows(bool isAbnormal) =>
        [.. Enumerable.Range(0, _isAbnormal.Length).Where(row => _isAbnormal[row] == isAbnormal)];

    private static int[] Spread(int[] rows)
    {
        int count = Math.Min(rows.Length, LatentBeatsOfEachKind);
        return [.. Enumerable.Range(0, count).Select(i => rows[(int)((long)i * rows.Length / count)])];
    }

    /// <summary>The tallest bar of a histogram.</summary>
    private static double Share(float[] scores, PlotRange x) => scores
        .GroupBy(score => (int)Math.Clamp((score - x.Min) / x.Span * HistogramBins, 0, HistogramBins - 1))
        .Max(bin => bin.Count() / (double)scores.Length);
}
