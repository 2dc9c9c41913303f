using System.CommandLine;
using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train evaluate beats</c>: are all beats found, and only those? By the rules of EC57, for the
/// device's own detector or for annotations of anybody else's.
/// </summary>
internal sealed class EvaluateBeatsCommand
{
    private readonly Argument<string[]> _records = EvaluatedRecords.Argument();

    private readonly Option<double> _learningMinutes = new("--learning-minutes")
    {
        Description = "Beats before this are not judged; EC57 says 5.",
        DefaultValueFactory = _ => BeatComparisonRules.Ec57.LearningTime.TotalMinutes,
    };

    private readonly Option<string> _reference = new("--reference")
    {
        Description = "Extension of the annotations that count as true.",
        DefaultValueFactory = _ => "atr",
    };

    private readonly Option<string?> _annotator = new("--annotator")
    {
        Description = "Extension of the annotations to judge; without it the device's own detector is run.",
    };

    private readonly Option<int> _leads = new("--leads")
    {
        Description = "The detector sees this many leads of each record at most: 1 or 2.",
        DefaultValueFactory = _ => 2,
    };

    private readonly Option<double?> _rate = new("--rate")
    {
        Description = "Records are converted to this many samples per second before the detector sees them.",
    };

    private readonly Option<int> _worst = new("--worst")
    {
        Description = "List this many of the worst 10-second windows.",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<bool> _json = EvaluatedRecords.Json();

    private EvaluateBeatsCommand()
    {
        _learningMinutes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and < 1440))
            {
                result.AddError("--learning-minutes: expected minutes from 0 to 1440");
            }
        });
        _leads.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (1 or 2))
            {
                result.AddError("--leads: expected 1 or 2");
            }
        });
        _rate.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is not (null or (>= 125 and <= 8000)))
            {
                result.AddError("--rate: expected 125 to 8000 samples per second");
            }
        });
        _worst.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--worst: expected 0 or more windows");
            }
        });
    }

    public static Command Create()
    {
        EvaluateBeatsCommand beats = new();
        Command command = new("beats", "Beats found and missed by the rules of EC57, and the worst windows.")
        {
            beats._records, beats._learningMinutes, beats._reference, beats._annotator, beats._leads,
            beats._rate, beats._worst, beats._json,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(beats.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        WfdbRecord[] records = EvaluatedRecords.Open(arguments.GetValue(_records)!);
        BeatComparisonRules rules = BeatComparisonRules.Ec57 with
        {
            LearningTime = TimeSpan.FromMinutes(arguments.GetValue(_learningMinutes)),
        };
        string reference = arguments.GetValue(_reference)!;
        string? annotator = arguments.GetValue(_annotator);
        int leads = arguments.GetValue(_leads);
        double? rate = arguments.GetValue(_rate);
        BeatComparison[] comparisons = EvaluatedRecords.ForEach(
            records,
            record => BeatComparison.Compare(
                record.ReadAnnotations(reference),
                annotator is null
                    ? DetectedBeats.Of(record, leads, RateOf(record, rate))
                    : record.ReadAnnotations(annotator),
                record.Header.SampleRate,
                rules),
            cancellation);
        QrsReport report = new();
        foreach ((WfdbRecord record, BeatComparison comparison) in records.Zip(comparisons))
        {
            report.Add(record.Header.Name, record.Header.SampleRate, comparison);
        }

        Write(report, arguments.GetValue(_json), arguments.GetValue(_worst));
        return ExitCode.Done;
    }

    private static SampleRate RateOf(WfdbRecord record, double? hz) =>
        hz is { } other ? new SampleRate(other) : record.Header.SampleRate;

    private static void Write(QrsReport report, bool json, int worstWindows)
    {
        if (json)
        {
            Console.WriteLine(report.ToJson(worstWindows));
        }
        else
        {
            report.Write(Console.Out);
            report.WriteDetails(Console.Out, worstWindows);
        }
    }
}
