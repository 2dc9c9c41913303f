using System.Globalization;
using System.Text.Json;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// How well scores tell abnormal beats from normal ones, over many records: pooled and per class, as area
/// under the ROC curve and as recall where 1 % or 5 % of the normal beats pass. Only beats from minute 5 on
/// count, and only those that the reference calls N, S, V or F. Mean over records is over those that have
/// both kinds.
/// </summary>
public sealed class AnomalyReport
{
    /// <summary>Beats before this are not counted (ANSI/AAMI EC57).</summary>
    public static readonly TimeSpan LearningTime = TimeSpan.FromMinutes(5);

    private static readonly BeatClass[] Abnormal =
        [BeatClass.Ventricular, BeatClass.Supraventricular, BeatClass.Fusion];

    private const string Columns =
        "record    normal      V      S      F  AUC all    AUC V  flagged normal %  flagged V %";

    private readonly List<(string Name, ScoredBeat[] Beats)> _records = [];

    /// <summary>
    /// Area under the curve, abnormal of every class against normal; none where either is missing.
    /// </summary>
    public double? AreaPooled => AreaOf(All, Abnormal);

    /// <summary>The mean of the records' own areas; none where no record has both kinds.</summary>
    public double? AreaMeanOverRecords => _records.Select(r => AreaOf(r.Beats, Abnormal)).Average();

    private IEnumerable<ScoredBeat> All => _records.SelectMany(r => r.Beats);

    public void Add(string recordName, Core.SampleRate rate, IEnumerable<ScoredBeat> beats) =>
        _records.Add((recordName, [.. Counted(rate, beats)]));

    /// <summary>The beats that count: those after the learning time.</summary>
    public static IEnumerable<ScoredBeat> Counted(Core.SampleRate rate, IEnumerable<ScoredBeat> beats)
    {
        double learningSamples = LearningTime.TotalSeconds * rate.Hz;
        return beats.Where(b => b.SampleIndex >= learningSamples);
    }

    /// <summary>Area under the curve of one class against normal; none where either is missing.</summary>
    public double? Area(BeatClass abnormal) => AreaOf(All, [abnormal]);

    /// <summary>
    /// Share of the class that scores above all but this share of the normal beats; none where either is
    /// missing.
    /// </summary>
    public double? Recall(BeatClass abnormal, double falsePositiveRate) =>
        Recall([abnormal], falsePositiveRate);

    private double? Recall(BeatClass[] abnormal, double falsePositiveRate)
    {
        float[] normal = Scores(All, [BeatClass.Normal]);
        float[] scores = Scores(All, abnormal);
        if (normal.Length == 0 || scores.Length == 0)
        {
            return null;
        }

        double threshold = Quantile.Of(normal, 1 - falsePositiveRate);
        return (double)scores.Count(s => s > threshold) / scores.Length;
    }

    /// <summary>Named figures for a model card, snake_case; one that is undefined is left out.</summary>
    public IReadOnlyDictionary<string, double> Figures()
    {
        (string Name, double? Value)[] figures =
        [
            ("auc_all", AreaPooled),
            ("auc_mean_over_records", AreaMeanOverRecords),
            ("auc_ventricular", Area(BeatClass.Ventricular)),
            ("auc_supraventricular", Area(BeatClass.Supraventricular)),
            ("auc_fusion", Area(BeatClass.Fusion)),
            ("recall_all_at_1_percent_false", Recall(Abnormal, 0.01)),
            ("recall_all_at_5_percent_false", Recall(Abnormal, 0.05)),
            ("recall_ventricular_at_1_percent_false", Recall(BeatClass.Ventricular, 0.01)),
            ("recall_ventricular_at_5_percent_false", Recall(BeatClass.Ventricular, 0.05)),
        ];
        SortedDictionary<string, double> defined = new(StringComparer.Ordinal);
        foreach ((string name, double? value) in figures)
        {
            if (value is { } number)
            {
                defined[name] = Math.Round(number, 4);
            }
        }

        return defined;
    }

    public void Write(TextWriter destination)
    {
        destination.WriteLine(Columns);
        foreach ((string name, ScoredBeat[] beats) in _records)
        {
            destination.WriteLine(Line(FiguresOf(name, beats)));
        }

        destination.WriteLine(Line(FiguresOf("pooled", [.. All])));
        foreach ((string name, double value) in Figures())
        {
            destination.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {value:0.0000}"));
        }
    }

    /// <summary>The same as JSON, snake_case; null where undefined.</summary>
    public string ToJson(VentricularReport? ventricular = null) => JsonSerializer.Serialize(
        new AnomalyReportDocument(
            [.. _records.Select(r => FiguresOf(r.Name, r.Beats))], FiguresOf("pooled", [.. All]), Figures(),
            ventricular?.Gross.Sensitivity, ventricular?.Gross.PositivePredictivity,
            ventricular?.FalsePositiveRate),
        EvaluationJsonContext.Default.AnomalyReportDocument);

    private static AnomalyFigures FiguresOf(string name, ScoredBeat[] beats)
    {
        int Count(BeatClass c) => beats.Count(b => b.Class == c);
        return new AnomalyFigures(
            name,
            Count(BeatClass.Normal),
            Count(BeatClass.Ventricular),
            Count(BeatClass.Supraventricular),
            Count(BeatClass.Fusion),
            AreaOf(beats, Abnormal),
            AreaOf(beats, [BeatClass.Ventricular]),
            FlaggedPercent(beats, BeatClass.Normal),
            FlaggedPercent(beats, BeatClass.Ventricular));
    }

    private static string Line(AnomalyFigures of) => string.Create(
        CultureInfo.InvariantCulture,
        $"{of.Record,-8}{of.Normal,8}{of.Ventricular,7}{of.Supraventricular,7}{of.Fusion,7}"
        + $"{Cell(of.AucAll),9}{Cell(of.AucVentricular),9}{Cell(of.FlaggedNormalPercent),18}"
        + $"{Cell(of.FlaggedVentricularPercent),13}");

    private static string Cell(double? value) =>
        value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private static double? FlaggedPercent(ScoredBeat[] beats, BeatClass of)
    {
        ScoredBeat[] members = [.. beats.Where(b => b.Class == of)];
        return members.Length == 0 ? null : 100.0 * members.Count(b => b.Anomalous) / members.Length;
    }

    private static double? AreaOf(IEnumerable<ScoredBeat> beats, BeatClass[] abnormal)
    {
        ScoredBeat[] counted =
            [.. beats.Where(b => b.Class == BeatClass.Normal || abnormal.Contains(b.Class))];
        bool[] isAbnormal = [.. counted.Select(b => b.Class != BeatClass.Normal)];
        return isAbnormal.Contains(true) && isAbnormal.Contains(false)
            ? RocCurve.Of([.. counted.Select(b => b.Score)], isAbnormal).Area
            : null;
    }

    private static float[] Scores(IEnumerable<ScoredBeat> beats, BeatClass[] of) =>
        [.. beats.Where(b => of.Contains(b.Class)).Select(b => b.Score)];
}
