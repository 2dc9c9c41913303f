using System.CommandLine;
using System.Text.Json;
using EdgeEcg.Monitor;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device;

/// <summary><c>edgeecg analyze</c>: records in, annotations and a table of beats out.</summary>
internal sealed class AnalyzeCommand
{
    private readonly Argument<string[]> _records = new("RECORD")
    {
        Description = "WFDB records: paths with or without extension, or folders of records or recordings.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for NAME.edg (WFDB annotations) and NAME.beats.csv; made if it is not there.",
        Required = true,
    };

    private readonly Option<string?> _model =
        new("--model") { Description = "A model package instead of the built-in one." };

    private readonly Option<string?> _confirm = new("--confirm")
    {
        Description = "Extension of annotations whose first 5 minutes say which beats are normal.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON." };

    private AnalyzeCommand()
    {
    }

    public static Command Create()
    {
        AnalyzeCommand analyze = new();
        Command command = new("analyze", "Find, score and annotate every beat of recorded ECGs.")
        {
            analyze._records, analyze._out, analyze._model, analyze._confirm, analyze._json,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(analyze.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        RecordPaths paths = RecordPaths.Expand(arguments.GetValue(_records)!);
        foreach (string ignored in paths.Ignored)
        {
            Console.Error.WriteLine($"edgeecg: {ignored} belongs to no record and is left out");
        }

        // Opened before anything is written: one bad header ends the command with nothing half done.
        WfdbRecord[] records = [.. paths.Headers.Select(WfdbRecord.Open)];
        string? model = arguments.GetValue(_model);
        RecordAnalysis analysis = new(
            model is null ? DefaultModel.Load() : ModelPackage.Load(model), RhythmLimits.Default,
            arguments.GetValue(_confirm));
        string folder = Directory.CreateDirectory(arguments.GetValue(_out)!).FullName;
        RecordSummary[] summaries = new RecordSummary[records.Length];
        ProgressLine progress = new("analysing", records.Length);
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, records.Length, options, i =>
            {
                summaries[i] = analysis.Run(records[i], folder);
                progress.Step();
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.OfType<BadRecordException>()
            .FirstOrDefault() is { } bad)
        {
            throw bad;
        }
        finally
        {
            progress.End();
        }

        Print(summaries, folder, arguments.GetValue(_json));
        return ExitCode.Done;
    }

    private static void Print(RecordSummary[] summaries, string folder, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                summaries.Select(s => new { record = s.Name, length_s = s.Length.TotalSeconds,
                    missing_s = s.Missing.TotalSeconds, beats = s.Beats, anomalous = s.Anomalous })));
            return;
        }

        Console.WriteLine("record         length    missing    beats  anomalous");
        foreach (RecordSummary s in summaries)
        {
            Console.WriteLine(
                $"{s.Name,-10}  {Text(s.Length),9}  {Text(s.Missing),9}  {s.Beats,7}  {s.Anomalous,9}");
        }

        TimeSpan length = new(summaries.Sum(s => s.Length.Ticks));
        Console.WriteLine(
            $"{summaries.Length} records, {length.TotalHours:0.0} h, {summaries.Sum(s => s.Beats)} beats, "
            + $"{summaries.Sum(s => s.Anomalous)} anomalous; written to {folder}");
    }

    private static string Text(TimeSpan length) =>
        $"{(int)length.TotalHours:00}:{length.Minutes:00}:{length.Seconds:00}";
}
