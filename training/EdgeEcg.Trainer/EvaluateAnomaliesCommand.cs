using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train evaluate anomalies</c>: does a model's score tell abnormal beats from normal ones?
/// Everything runs through the device's code, the model's int8 form included.
/// </summary>
internal sealed class EvaluateAnomaliesCommand
{
    private readonly Argument<string[]> _records = EvaluatedRecords.Argument();

    private readonly Option<string> _model = new("--model")
    {
        Description = "Folder of the model package.",
        Required = true,
    };

    private readonly Option<bool> _json = EvaluatedRecords.Json();

    public static Command Create()
    {
        EvaluateAnomaliesCommand anomalies = new();
        Command command =
            new("anomalies", "Abnormal beats told from normal ones: AUC, recall, flagged beats.")
        {
            anomalies._records, anomalies._model, anomalies._json,
        };
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(anomalies.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        WfdbRecord[] records = EvaluatedRecords.Open(arguments.GetValue(_records)!);
        ModelPackage package = ModelPackage.Load(arguments.GetValue(_model)!);
        List<ScoredBeat>[] beats = EvaluatedRecords.ForEach(
            records, record => RecordScores.Of(record, package, RhythmLimits.Default), cancellation);
        AnomalyReport report = new();
        foreach ((WfdbRecord record, List<ScoredBeat> ofRecord) in records.Zip(beats))
        {
            report.Add(record.Header.Name, record.Header.SampleRate, ofRecord);
        }

        if (arguments.GetValue(_json))
        {
            Console.WriteLine(report.ToJson());
        }
        else
        {
            report.Write(Console.Out);
        }

        return ExitCode.Done;
    }
}
