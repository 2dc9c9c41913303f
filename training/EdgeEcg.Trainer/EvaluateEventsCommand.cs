using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Events;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train evaluate events</c>: how often would the device call, and does it call for a run?
/// </summary>
internal sealed class EvaluateEventsCommand
{
    private readonly Argument<string[]> _records = EvaluatedRecords.Argument();

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Folder of the model package; without it the one that comes with the program.",
    };

    private readonly Option<bool> _split = new("--mitdb-split")
    {
        Description = "Only the DS2 records among those given (MIT-BIH Arrhythmia).",
    };

    public static Command Create()
    {
        EvaluateEventsCommand events = new();
        Command command = new("events", "Events and alarms per hour, and annotated runs that raise one.")
        {
            events._records, events._model, events._split,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(events.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        WfdbRecord[] records = EvaluatedRecords.Open(arguments.GetValue(_records)!);
        if (arguments.GetValue(_split))
        {
            records = [.. records.Where(r => MitBihSplit.Ds2.Contains(r.Header.Name))];
        }

        ModelPackage package =
            arguments.GetValue(_model) is { } model ? ModelPackage.Load(model) : DefaultModel.Load();
        IReadOnlyList<HeartHappening>[] told = EvaluatedRecords.ForEach(
            records, record => RecordEvents.Of(record, package), cancellation);
        EventReport report = new();
        foreach ((WfdbRecord record, IReadOnlyList<HeartHappening> happened) in records.Zip(told))
        {
            using WfdbSignalReader signals = record.OpenSignals();
            report.Add(
                record.Header.Name, record.Header.SampleRate, signals.SampleCount, happened,
                record.ReadAnnotations("atr"));
        }

        report.Write(Console.Out);
        return ExitCode.Done;
    }
}
