using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train evaluate anomalies</c>: does a model's score tell abnormal beats from normal ones?
/// Everything runs through the device's code, the model's int8 form included.
/// </summary>
internal sealed class EvaluateAnomaliesCommand
{
    private readonly Argument<string[]> _records = EvaluatedRecords.Argument();

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Folder of the model package; without it the one that comes with the program.",
    };

    private readonly Option<bool> _confirm = new("--confirm")
    {
        Description = "The annotations of the first 5 minutes confirm the wearer's baseline.",
    };

    private readonly Option<bool> _split = new("--mitdb-split")
    {
        Description = "Only the DS2 records among those given (MIT-BIH Arrhythmia).",
    };

    private readonly Option<bool> _ablation = new("--ablation")
    {
        Description =
            "What each part of the verdict is worth: fitted without it on DS1, measured on DS2; "
            + "give all records.",
    };

    private readonly Option<bool> _json = EvaluatedRecords.Json();

    public static Command Create()
    {
        EvaluateAnomaliesCommand anomalies = new();
        Command command =
            new("anomalies", "Abnormal beats told from normal ones: AUC, recall, flagged beats.")
        {
            anomalies._records, anomalies._model, anomalies._confirm, anomalies._split, anomalies._ablation,
            anomalies._json,
        };
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(anomalies.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        WfdbRecord[] records = EvaluatedRecords.Open(arguments.GetValue(_records)!);
        bool ablation = arguments.GetValue(_ablation);
        if (arguments.GetValue(_split) && !ablation)
        {
            records = [.. records.Where(r => MitBihSplit.Ds2.Contains(r.Header.Name))];
        }

        ModelPackage package =
            arguments.GetValue(_model) is { } model ? ModelPackage.Load(model) : DefaultModel.Load();
        TimeSpan confirmFor = arguments.GetValue(_confirm) ? AnomalyReport.LearningTime : TimeSpan.Zero;
        ScoredRecord[] scored = EvaluatedRecords.ForEach(
            records, record => RecordScores.Of(record, package, RhythmLimits.Default, confirmFor),
            cancellation);
        if (ablation)
        {
            AblationTable.Of(scored).Write(Console.Out);
            return ExitCode.Done;
        }

        Report(records, scored, arguments.GetValue(_json));
        return ExitCode.Done;
    }

    private static void Report(WfdbRecord[] records, ScoredRecord[] scored, bool json)
    {
        AnomalyReport report = new();
        VentricularReport ventricular = new();
        foreach ((WfdbRecord record, ScoredRecord of) in records.Zip(scored))
        {
            report.Add(of.Name, of.Rate, of.Beats);
            ventricular.Add(of, record.ReadAnnotations("atr"));
        }

        if (json)
        {
            Console.WriteLine(report.ToJson(ventricular));
            return;
        }

        report.Write(Console.Out);
        Console.WriteLine();
        ventricular.Write(Console.Out);
    }
}
