using System.CommandLine;
using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train evaluate quality</c>: does bad quality mean that beats are not to be trusted?
/// </summary>
internal sealed class EvaluateQualityCommand
{
    private const int MostLeads = 2;

    private readonly Argument<string[]> _records = EvaluatedRecords.Argument();

    public static Command Create()
    {
        EvaluateQualityCommand quality = new();
        Command command = new(
            "quality", "Whether bad quality means that the beats found are wrong, over windows of 10 s.")
        {
            quality._records,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(quality.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        WfdbRecord[] records = EvaluatedRecords.Open(arguments.GetValue(_records)!);
        IReadOnlyList<Beat>[] beats = EvaluatedRecords.ForEach(
            records,
            record => DetectedBeats.Beats(record, MostLeads, record.Header.SampleRate, out _),
            cancellation);
        QualityReport report = new();
        foreach ((WfdbRecord record, IReadOnlyList<Beat> found) in records.Zip(beats))
        {
            report.Add(found, record.ReadAnnotations("atr"), record.Header.SampleRate);
        }

        try
        {
            report.Write(Console.Out);
            return ExitCode.Done;
        }
        catch (ArgumentException)
        {
            throw new BadDataSetException(
                "the records", "the kinds of windows", "one", "windows with wrong beats and windows without");
        }
    }
}
