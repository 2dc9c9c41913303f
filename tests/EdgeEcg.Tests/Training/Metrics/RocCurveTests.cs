using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Tests.Training.Metrics;

public sealed class RocCurveTests
{
    [Fact]
    public void Perfect_scores_have_area_one_and_reversed_ones_zero()
    {
        bool[] abnormal = [false, false, true, true];

        Assert.Equal(1, RocCurve.Of([1, 2, 3, 4], abnormal).Area);
        Assert.Equal(0, RocCurve.Of([4, 3, 2, 1], abnormal).Area);
    }

    [Fact]
    public void Ties_count_half()
    {
        bool[] abnormal = [false, true, false, true];

        Assert.Equal(0.5, RocCurve.Of([7, 7, 7, 7], abnormal).Area);
        Assert.Equal(0.875, RocCurve.Of([1, 2, 2, 3], abnormal).Area);
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_in_the_right_order()
    {
        SeededRandom random = new(21, stream: 1);
        float[] scores = [.. Enumerable.Range(0, 200).Select(_ => MathF.Floor(random.NextSingle() * 20))];
        bool[] abnormal = [.. scores.Select(score => random.NextSingle() * 20 < score)];

        double pairs = 0;
        double right = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (abnormal[i] && !abnormal[j])
                {
                    pairs++;
                    right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }

        Assert.Equal(right / pairs, RocCurve.Of(scores, abnormal).Area, 1e-12);
    }

    [Fact]
    public void Every_point_says_what_its_threshold_does()
    {
        float[] scores = [1, 2, 2, 3, 5, 5, 8];
        bool[] abnormal = [false, false, true, false, true, true, true];

        RocCurve roc = RocCurve.Of(scores, abnormal);

        Assert.Equal(6, roc.Points.Count);
        Assert.All(
            roc.Points,
            point => Assert.Equal(Confusion.Of(scores, abnormal, point.Threshold), point.Confusion));
    }

    [Fact]
    public void Youden_picks_the_largest_gap_between_the_rates()
    {
        RocPoint best = RocCurve.Of([1, 2, 3, 4, 5, 6], [false, false, false, true, false, true]).BestYouden;

        Assert.Equal(3.5, best.Threshold);
        Assert.Equal(0.75, best.YoudenIndex);
    }

    [Fact]
    public void Recall_at_a_false_positive_rate_does_not_exceed_it()
    {
        RocPoint point = RocCurve.Of(
            [1, 2, 3, 4, 5, 6], [false, true, false, true, false, true]).AtFalsePositiveRate(0.34);

        Assert.Equal(2.0 / 3, point.Confusion.Recall, 1e-12);
        Assert.Equal(1.0 / 3, point.Confusion.FalsePositiveRate, 1e-12);
    }

    [Fact]
    public void A_missing_class_is_refused()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => RocCurve.Of([1, 2], [true, true]));

        Assert.Contains("0 normal and 2 abnormal", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_is_no_number_is_refused() =>
        Assert.Throws<ArgumentException>(() => RocCurve.Of([1, float.NaN], [true, false]));

    [Fact]
    public void Figures_of_a_confusion_are_the_textbook_ones()
    {
        Confusion confusion = new(TruePositives: 8, FalsePositives: 2, TrueNegatives: 85, FalseNegatives: 5);

        Assert.Equal(0.93, confusion.Accuracy, 1e-12);
        Assert.Equal(0.8, confusion.Precision, 1e-12);
        Assert.Equal(8.0 / 13, confusion.Recall, 1e-12);
        Assert.Equal(16.0 / 23, confusion.F1, 1e-12);
        Assert.Equal(85.0 / 90, confusion.WithRolesExchanged.Precision, 1e-12);
        Assert.Equal(0, new Confusion(0, 0, 5, 0).Precision);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(1, 4)]
    [InlineData(0.9, 3.7)]
    public void Quantiles_lie_between_order_statistics(double share, double expected) =>
        Assert.Equal(expected, Quantile.Of([4, 1, 3, 2], share), 1e-9);
}
