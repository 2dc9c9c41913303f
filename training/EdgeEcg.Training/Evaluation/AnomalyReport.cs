using System.Globalization;
using EdgeEcg.Training.Metrics;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// How well scores tell abnormal beats from normal ones, over many records: pooled and per class, as area under the ROC curve and as
/// recall where 1 % or 5 % of the normal beats pass. Only beats from minute 5 on count, and only those that the reference
/// calls N, S, V or F. Mean over records is over those that have both kinds.
/// </summary>
public sealed class AnomalyReport
{
    private static readonly TimeSpan LearningTime = TimeSpan.FromMinutes(5);

    private static readonly BeatClass[] Abnormal =
        [BeatClass.Ventricular, BeatClass.Supraventricular, BeatClass.Fusion];

    private readonly List<(string Name, ScoredBeat[] Beats)> _records = [];

    /// <summary>Area under the curve, abnormal of every class against normal.</summary>
    public double AreaPooled => AreaOf(All, Abnormal) ?? 0;

    /// <summary>The mean of the records' own areas.</summary>
    public double AreaMeanOverRecords => _records.Select(r => AreaOf(r.Beats, Abnormal)).Average() ?? 0;

    private IEnumerable<ScoredBeat> All => _records.SelectMany(r => r.Beats);

    public void Add(string recordName, Core.SampleRate rate, IEnumerable<ScoredBeat> beats)
    {
        double learningSamples = LearningTime.TotalSeconds * rate.Hz;
        _records.Add((recordName, [.. beats.Where(b => b.SampleIndex >= learningSamples)]));
    }

    /// <summary>Area under the curve of one class against normal; none where either is missing.</summary>
    public double? Area(BeatClass abnormal) => AreaOf(All, [abnormal]);

    /// <summary>Share of the class that scores above all but this share of the normal beats.</summary>
    public double? Recall(BeatClass abnormal, double falsePositiveRate)
    {
        double threshold = Quantile.Of(Scores(All, BeatClass.Normal), 1 - falsePositiveRate);
        float[] scores = Scores(All, abnormal);
        return scores.Length == 0 ? null : (double)scores.Count(s => s > threshold) / scores.Length;
    }

    /// <summary>Named figures for a model card, snake_case.</summary>
    public IReadOnlyDictionary<string, double> Figures() => new SortedDictionary<string, double>(StringComparer.Ordinal)
    {
        ["auc_all"] = Rounded(AreaPooled),
        ["auc_mean_over_records"] = Rounded(AreaMeanOverRecords),
        ["auc_ventricular"] = Rounded(Area(BeatClass.Ventricular)),
        ["auc_supraventricular"] = Rounded(Area(BeatClass.Supraventricular)),
        ["auc_fusion"] = Rounded(Area(BeatClass.Fusion)),
        ["recall_ventricular_at_1_percent_false"] = Rounded(Recall(BeatClass.Ventricular, 0.01)),
    };

    public void Write(TextWriter destination)
    {
        destination.WriteLine("record    normal   V      S      F    AUC all  AUC V    flagged normal %  flagged V %");
        foreach ((string name, ScoredBeat[] beats) in _records)
        {
            destination.WriteLine(Line(name, beats));
        }

        destination.WriteLine(Line("pooled", [.. All]));
        foreach ((string name, double value) in Figures())
        {
            destination.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {value:0.0000}"));
        }
    }

    private static string Line(string name, ScoredBeat[] beats)
    {
        int Count(BeatClass c) => beats.Count(b => b.Class == c);
        return string.Create(CultureInfo.InvariantCulture, $"{name,-8}{Count(BeatClass.Normal),8}"
            + $"{Count(BeatClass.Ventricular),7}{Count(BeatClass.Supraventricular),7}{Count(BeatClass.Fusion),7}"
            + $"{Cell(AreaOf(beats, Abnormal)),9}{Cell(AreaOf(beats, [BeatClass.Ventricular])),9}"
            + $"{Cell(FlaggedPercent(beats, BeatClass.Normal)),12}{Cell(FlaggedPercent(beats, BeatClass.Ventricular)),16}");
    }

    private static string Cell(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private static double? FlaggedPercent(ScoredBeat[] beats, BeatClass of)
    {
        ScoredBeat[] members = [.. beats.Where(b => b.Class == of)];
        return members.Length == 0 ? null : 100.0 * members.Count(b => b.Anomalous) / members.Length;
    }

    private static double? AreaOf(IEnumerable<ScoredBeat> beats, BeatClass[] abnormal)
    {
        ScoredBeat[] counted = [.. beats.Where(b => b.Class == BeatClass.Normal || abnormal.Contains(b.Class))];
        bool[] isAbnormal = [.. counted.Select(b => b.Class != BeatClass.Normal)];
        return isAbnormal.Contains(true) && isAbnormal.Contains(false)
            ? RocCurve.Of([.. counted.Select(b => b.Score)], isAbnormal).Area
            : null;
    }

    private static float[] Scores(IEnumerable<ScoredBeat> beats, BeatClass of) =>
        [.. beats.Where(b => b.Class == of).Select(b => b.Score)];

    private static double Rounded(double? value) => Math.Round(value ?? 0, 4);
}
