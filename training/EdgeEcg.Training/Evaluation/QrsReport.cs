using System.Globalization;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Comparisons of many records as EC57 asks for them: a line per record, gross figures (counts added up) and
/// average figures (mean over the records in which the figure is defined). Percentages carry two decimals,
/// "-" is undefined.
/// </summary>
public sealed class QrsReport
{
    private const string Columns =
        "record      beats     TP     FN     FP     Se %     +P %    DER %"
        + "   V Se %   V +P %   S Se %   S +P %  offset ms";

    private readonly List<(string Name, BeatComparison Comparison)> _records = [];

    public BeatComparison Gross => BeatComparison.Gross(_records.Select(r => r.Comparison));

    public void Add(string recordName, BeatComparison comparison) => _records.Add((recordName, comparison));

    /// <summary>
    /// Mean over records of one figure, for instance <c>c => c.Confusion.Qrs.Sensitivity</c>.
    /// </summary>
    public double? Average(Func<BeatComparison, double?> figure) =>
        _records.Select(r => figure(r.Comparison)).Average();

    public void Write(TextWriter destination)
    {
        destination.WriteLine(Columns);
        foreach ((string name, BeatComparison comparison) in _records)
        {
            destination.WriteLine(Line(name, Counts(comparison), figure => figure(comparison)));
        }

        destination.WriteLine(Line("gross", Counts(Gross), figure => figure(Gross)));
        destination.WriteLine(Line("average", new string(' ', 28), Average));
    }

    private static string Counts(BeatComparison comparison)
    {
        BeatStatistics qrs = comparison.Confusion.Qrs;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{qrs.Beats,7}{qrs.TruePositives,7}{qrs.FalseNegatives,7}{qrs.FalsePositives,7}");
    }

    private static string Line(
        string name, string counts, Func<Func<BeatComparison, double?>, double?> valueOf)
    {
        Func<BeatComparison, double?>[] ratios =
        [
            c => c.Confusion.Qrs.Sensitivity,
            c => c.Confusion.Qrs.PositivePredictivity,
            c => c.Confusion.Qrs.DetectionErrorRate,
            c => c.Confusion.Ventricular.Sensitivity,
            c => c.Confusion.Ventricular.PositivePredictivity,
            c => c.Confusion.Supraventricular.Sensitivity,
            c => c.Confusion.Supraventricular.PositivePredictivity,
        ];
        double? medianMs = valueOf(c => c.Offsets.Count > 0 ? c.Offsets.MedianMs : null);
        return $"{name,-10}" + counts + string.Concat(ratios.Select(r => Cell(valueOf(r) * 100, 9, "0.00")))
            + Cell(medianMs, 11, "0.0");
    }

    private static string Cell(double? value, int width, string format) =>
        (value?.ToString(format, CultureInfo.InvariantCulture) ?? "-").PadLeft(width);
}
