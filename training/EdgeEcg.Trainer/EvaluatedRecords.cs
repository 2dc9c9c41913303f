using System.CommandLine;
using System.Runtime.ExceptionServices;
using EdgeEcg.Records;

namespace EdgeEcg.Trainer;

/// <summary>
/// What the evaluations share: which records are meant, and running over them on all cores.
/// </summary>
internal static class EvaluatedRecords
{
    public static Argument<string[]> Argument() => new("RECORD")
    {
        Description = "Annotated WFDB records: paths with or without extension, or a folder of records.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Option<bool> Json() => new("--json")
    {
        Description = "Write JSON instead of a table.",
    };

    /// <exception cref="BadRecordException">A path names no record, or a header cannot be read.</exception>
    public static WfdbRecord[] Open(string[] paths) =>
        [.. RecordPaths.Expand(paths).Headers.Select(WfdbRecord.Open)];

    /// <summary>The results in the order of the records, whichever was done first.</summary>
    public static T[] ForEach<T>(
        WfdbRecord[] records, Func<WfdbRecord, T> evaluate, CancellationToken cancellation) =>
        ProgressDisplay.Show("records", records.Length, progress =>
        {
            int done = 0;
            return Run(
                records,
                evaluate,
                record =>
                {
                    int count = Interlocked.Increment(ref done);
                    string line = $"{count} of {records.Length}: {record.Header.Name}";
                    progress.Report(new ProgressStep(count, line));
                },
                cancellation);
        });

    // One bad record ends the run with its own exception, as if the records had been read one after the
    // other.
    private static T[] Run<T>(
        WfdbRecord[] records,
        Func<WfdbRecord, T> evaluate,
        Action<WfdbRecord> done,
        CancellationToken cancellation)
    {
        T[] results = new T[records.Length];
        ParallelOptions options = new()
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, records.Length, options, i =>
            {
                results[i] = evaluate(records[i]);
                done(records[i]);
            });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return results;
    }
}
