using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Trainer;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fetching;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Onnx;

RootCommand root = new("Trains, evaluates and packages the models that EdgeEcg devices run.")
{
    FitCommand.Create(),
    EvaluateCommand.Create(),
    ErrorsCommand.Create(),
    CompareCommand.Create(),
    QuantizeCommand.Create(),
    RequantizeCommand.Create(),
    ImportCommand.Create(),
    PackCommand.Create(),
    ReportCommand.Create(),
    ChallengeCommand.Create(),
    FetchCommand.Create(),
    NoiseCommand.Create(),
};
ParseResult arguments = root.Parse(args);
if (arguments.Errors.Count > 0)
{
    arguments.Invoke();
    return ExitCode.BadInput;
}

try
{
    return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception bad) when (bad is BadRecordException or BadModelException or BadDataSetException
    or BadExportException or BadRunFileException or BadDownloadException or ArgumentException)
{
    Console.Error.WriteLine($"edgeecg-train: {bad.Message}");
    return ExitCode.BadInput;
}
catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or MissingEngineException)
{
    Console.Error.WriteLine($"edgeecg-train: {broken.Message}");
    return ExitCode.Environment;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("edgeecg-train: interrupted; no result was written; a run that is kept goes on");
    return ExitCode.Interrupted;
}
