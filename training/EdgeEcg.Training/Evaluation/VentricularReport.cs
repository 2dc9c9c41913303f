using System.Globalization;
using EdgeEcg.Records;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Ventricular beats as the program's own flag, counted as EC57 counts them (<see cref="BeatComparison"/>);
/// wearers with a pacemaker are left out, as it says.
/// </summary>
public sealed class VentricularReport
{
    private readonly List<(string Name, BeatComparison Comparison)> _records = [];

    public BeatStatistics Gross =>
        BeatComparison.Gross(_records.Select(r => r.Comparison)).Confusion.Ventricular;

    /// <summary>False flags per beat that is not ventricular.</summary>
    public double? FalsePositiveRate
    {
        get
        {
            BeatConfusion confusion = BeatComparison.Gross(_records.Select(r => r.Comparison)).Confusion;
            long negative = confusion.Qrs.Beats - Gross.Beats;
            return negative > 0 ? (double)Gross.FalsePositives / negative : null;
        }
    }

    public void Add(ScoredRecord record, IReadOnlyList<Annotation> reference)
    {
        if (!reference.Any(a => a.Code == AnnotationCode.Paced))
        {
            _records.Add((record.Name, BeatComparison.Compare(
                reference, record.Classes, record.Rate, BeatComparisonRules.Ec57)));
        }
    }

    public void Write(TextWriter destination)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        destination.WriteLine("record   V beats    TP    FN    FP   V Se %   V +P %");
        foreach ((string name, BeatComparison comparison) in _records)
        {
            BeatStatistics v = comparison.Confusion.Ventricular;
            if (v.Beats + v.FalsePositives > 0)
            {
                destination.WriteLine(Line(name, v));
            }
        }

        destination.WriteLine(Line("gross", Gross));
        destination.WriteLine(string.Create(
            invariant, $"ventricular flag: false per 1000 other beats {FalsePositiveRate * 1000:0.00}"));
    }

    private static string Line(string name, BeatStatistics v) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-8}{v.Beats,8}{v.TruePositives,6}{v.FalseNegatives,6}{v.FalsePositives,6}"
        + $"{Cell(v.Sensitivity),9}{Cell(v.PositivePredictivity),9}");

    private static string Cell(double? share) =>
        (share * 100)?.ToString("0.00", CultureInfo.InvariantCulture) ?? "-";
}
