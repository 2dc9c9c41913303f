using System.Globalization;
using System.Text.Json;
using EdgeEcg.Core;

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

    private readonly List<(string Name, SampleRate Rate, BeatComparison Comparison)> _records = [];

    public BeatComparison Gross => BeatComparison.Gross(_records.Select(r => r.Comparison));

    /// <param name="recordName">Its line's name.</param>
    /// <param name="rate">Of the samples in which the comparison counts time.</param>
    /// <param name="comparison">What was found.</param>
    public void Add(string recordName, SampleRate rate, BeatComparison comparison) =>
        _records.Add((recordName, rate, comparison));

    /// <summary>
    /// Mean over records of one figure, for instance <c>c => c.Confusion.Qrs.Sensitivity</c>.
    /// </summary>
    public double? Average(Func<BeatComparison, double?> figure) =>
        _records.Select(r => figure(r.Comparison)).Average();

    public void Write(TextWriter destination)
    {
        destination.WriteLine(Columns);
        foreach ((string name, _, BeatComparison comparison) in _records)
        {
            destination.WriteLine(Line(name, Counts(comparison), figure => figure(comparison)));
        }

        destination.WriteLine(Line("gross", Counts(Gross), figure => figure(Gross)));
        destination.WriteLine(Line("average", new string(' ', 28), Average));
    }

    /// <summary>
    /// The ten-second windows with the most errors, worst first; equal ones in the order of the records.
    /// </summary>
    public IReadOnlyList<ErrorWindow> WorstWindows(int most) =>
    [
        .. _records.SelectMany(r => ErrorWindow.Of(r.Name, r.Rate, r.Comparison.Errors))
            .OrderByDescending(window => window.Missed + window.Extra).Take(most),
    ];

    /// <summary>
    /// What does not fit into the table: fiducial offsets, shutdown, and where to look for errors.
    /// </summary>
    /// <param name="destination">Receives the lines.</param>
    /// <param name="worstWindows">Windows listed at most.</param>
    public void WriteDetails(TextWriter destination, int worstWindows)
    {
        FiducialOffsets offsets = Gross.Offsets;
        destination.WriteLine();
        destination.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"fiducial offset: median {offsets.MedianMs:0.0} ms, mean {offsets.MeanMs:0.0} ms, "
            + $"standard deviation {offsets.StandardDeviationMs:0.0} ms, {offsets.Count} beats"));
        BeatStatistics readable = Gross.Confusion.Readable;
        destination.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"declared unreadable: {Gross.TestShutdownSeconds:0} s; outside of it "
            + $"Se {readable.Sensitivity * 100:0.00} %, +P {readable.PositivePredictivity * 100:0.00} %"));
        foreach (ErrorWindow window in WorstWindows(worstWindows))
        {
            destination.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{window.Record,-10} from {window.StartSeconds,6:0} s: "
                + $"{window.Missed,2} missed, {window.Extra,2} extra"));
        }
    }

    /// <summary>The same as JSON, snake_case; ratios from 0 to 1, null where undefined.</summary>
    public string ToJson(int worstWindows) => JsonSerializer.Serialize(
        new QrsReportDocument(
            [.. _records.Select(r => QrsFigures.Of(r.Name, r.Comparison))],
            QrsFigures.Of("gross", Gross),
            Average(c => c.Confusion.Qrs.Sensitivity),
            Average(c => c.Confusion.Qrs.PositivePredictivity),
            Average(c => c.Confusion.Qrs.DetectionErrorRate),
            WorstWindows(worstWindows)),
        EvaluationJsonContext.Default.QrsReportDocument);

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
