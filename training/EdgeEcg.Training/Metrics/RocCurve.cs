namespace EdgeEcg.Training.Metrics;

/// <summary>
/// Receiver operating characteristic of scores that rise with abnormality. There is one point per distinct
/// score, so tied beats are called together, and the area counts a tied pair of a normal and an abnormal beat
/// as half (the Mann–Whitney statistic).
/// </summary>
public sealed class RocCurve
{
    private RocCurve(IReadOnlyList<RocPoint> points, double area)
    {
        Points = points;
        Area = area;
    }

    /// <summary>From "nothing is abnormal" to "everything is", thresholds falling.</summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>Area under the curve: the chance that an abnormal beat scores above a normal one.</summary>
    public double Area { get; }

    public RocPoint BestYouden => Points.MaxBy(point => point.YoudenIndex);

    public RocPoint BestF1 => Points.MaxBy(point => point.Confusion.F1);

    public RocPoint BestAccuracy => Points.MaxBy(point => point.Confusion.Accuracy);

    /// <summary>
    /// The last point whose false positive rate is not above <paramref name="falsePositiveRate"/>.
    /// </summary>
    public RocPoint AtFalsePositiveRate(double falsePositiveRate) =>
        Points.Last(point => point.Confusion.FalsePositiveRate <= falsePositiveRate);

    /// <exception cref="ArgumentException">One of the two classes is missing, or a score is not a
    /// number.</exception>
    public static RocCurve Of(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isAbnormal)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(isAbnormal.Length, scores.Length, nameof(isAbnormal));
        int[] order = ByFallingScore(scores);
        int abnormal = isAbnormal.Count(true);
        int normal = scores.Length - abnormal;
        if (abnormal == 0 || normal == 0)
        {
            throw new ArgumentException(
                $"A ROC curve needs both classes; there are {normal} normal and {abnormal} abnormal beats.");
        }

        List<RocPoint> points = [Point(double.PositiveInfinity, 0, 0, abnormal, normal)];
        double area = 0;
        int truePositives = 0;
        int falsePositives = 0;
        for (int i = 0; i < order.Length;)
        {
            float score = scores[order[i]];
            int trueBefore = truePositives;
            int falseBefore = falsePositives;
            for (; i < order.Length && scores[order[i]] == score; i++)
            {
                truePositives += isAbnormal[order[i]] ? 1 : 0;
                falsePositives += isAbnormal[order[i]] ? 0 : 1;
            }

            area += (falsePositives - falseBefore) * (trueBefore + truePositives) / 2.0;
            double threshold = i < order.Length ? Between(scores[order[i]], score) : double.NegativeInfinity;
            points.Add(Point(threshold, truePositives, falsePositives, abnormal, normal));
        }

        return new RocCurve(points, area / ((double)abnormal * normal));
    }

    private static int[] ByFallingScore(ReadOnlySpan<float> scores)
    {
        float[] keys = new float[scores.Length];
        int[] order = new int[scores.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            if (float.IsNaN(scores[i]))
            {
                throw new ArgumentException($"Score {i} is not a number.");
            }

            keys[i] = -scores[i];
            order[i] = i;
        }

        Array.Sort(keys, order);
        return order;
    }

    /// <summary>
    /// Half way between two neighbouring scores, so that rounding cannot move either across.
    /// </summary>
    private static double Between(float lower, float upper) => ((double)lower + upper) / 2;

    private static RocPoint Point(double threshold, int hits, int falseAlarms, int abnormal, int normal) =>
        new(threshold, new Confusion(hits, falseAlarms, normal - falseAlarms, abnormal - hits));
}
