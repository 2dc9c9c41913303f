using System.Globalization;
using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// What each part of the verdict is worth: the formula is fitted again without it on the training wearers,
/// and both are measured on the test wearers. The parts of every beat were worked out once, by the device's
/// code.
/// </summary>
public sealed class AblationTable
{
    private const string Columns =
        "without                        AUC all    AUC V    AUC S    AUC F     mean  V at 1 %";

    private static readonly VerdictPart[] AllRhythm =
    [
        VerdictPart.SomewhatEarly, VerdictPart.Early, VerdictPart.EarlyForRhythm, VerdictPart.EarlyForWearer,
    ];

    private static readonly VerdictPart[] Form =
    [
        VerdictPart.FormOverNoise, VerdictPart.FormOverUsualNoise, VerdictPart.FormOverNoiseInBestLead,
    ];

    private static readonly (string Name, VerdictPart[] Parts)[] Rows =
    [
        ("(nothing: all parts)", []),
        ("autoencoder residual", [VerdictPart.Residual]),
        ("form of the QRS", Form),
        ("slow rise", [VerdictPart.SlowRise]),
        ("recurrence", [VerdictPart.RecurringForm]),
        ("certainty", [VerdictPart.Certain]),
        ("T wave", [VerdictPart.After]),
        ("P wave", [VerdictPart.Before, VerdictPart.BeforeOwn]),
        ("local prematurity", [VerdictPart.SomewhatEarly, VerdictPart.Early, VerdictPart.EarlyForRhythm]),
        ("wearer's own interval", [VerdictPart.EarlyForWearer]),
        ("all rhythm", AllRhythm),
        ("(only the residual)", Except(VerdictPart.Residual)),
        ("(only the form)", Except(Form)),
        ("(only rhythm)", Except(AllRhythm)),
    ];

    private readonly IReadOnlyList<IReadOnlyList<ScoredBeat>> _training;
    private readonly IReadOnlyList<ScoredRecord> _test;

    /// <param name="training">Beats of each wearer to fit on, learning time left out.</param>
    /// <param name="test">Beats of each wearer to measure on.</param>
    public AblationTable(
        IReadOnlyList<IReadOnlyList<ScoredBeat>> training,
        IReadOnlyList<ScoredRecord> test)
    {
        _training = training;
        _test = test;
    }

    /// <summary>Fitted on the DS1 records among these, measured on the DS2 records.</summary>
    public static AblationTable Of(IReadOnlyList<ScoredRecord> records)
    {
        IEnumerable<ScoredRecord> In(IReadOnlyList<string> half) => records.Where(r => half.Contains(r.Name));
        return new AblationTable(
            [.. In(MitBihSplit.Ds1).Select(r => AnomalyReport.Counted(r.Rate, r.Beats).ToArray())],
            [.. In(MitBihSplit.Ds2)]);
    }

    public void Write(TextWriter destination)
    {
        destination.WriteLine(Columns);
        foreach ((string name, VerdictPart[] parts) in Rows)
        {
            AnomalyReport report = Without(parts);
            double?[] figures =
            [
                report.AreaPooled, report.Area(BeatClass.Ventricular),
                report.Area(BeatClass.Supraventricular), report.Area(BeatClass.Fusion),
                report.AreaMeanOverRecords, report.Recall(BeatClass.Ventricular, 0.01),
            ];
            destination.WriteLine(
                $"{name,-28}" + string.Concat(figures.Select((f, i) => Cell(f, i == 0 ? 10 : 9))));
        }
    }

    private AnomalyReport Without(VerdictPart[] parts)
    {
        VerdictWeights verdict = new(new VerdictFit(parts).Of(_training, "an ablation"));
        AnomalyReport report = new();
        foreach (ScoredRecord of in _test)
        {
            report.Add(
                of.Name, of.Rate, of.Beats.Select(b => b with { Score = verdict.Score(b.Parts.Span) }));
        }

        return report;
    }

    private static VerdictPart[] Except(params VerdictPart[] parts) =>
        [.. Enum.GetValues<VerdictPart>().Except(parts)];

    private static string Cell(double? value, int width) =>
        (value?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "-").PadLeft(width);
}
