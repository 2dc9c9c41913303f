using System.CommandLine;
using System.Text;
using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training;
using EdgeEcg.Training.Evaluation;
using EdgeEcg.Training.Reporting;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train errors</c>: pictures of the beats of one record that the verdict gets wrong worst, to see
/// why.
/// </summary>
internal sealed class ErrorsCommand
{
    private readonly Argument<string> _record =
        new("RECORD") { Description = "An annotated WFDB record, with or without extension." };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for NAME.errors.html; made if it is not there.",
        Required = true,
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "Folder of the model package; without it the one that comes with the program.",
    };

    private readonly Option<bool> _confirm = new("--confirm")
    {
        Description = "The annotations of the first 5 minutes confirm the wearer's baseline.",
    };

    private readonly Option<int> _most = new("--most")
    {
        Description = "Pictures of each kind.",
        DefaultValueFactory = _ => 24,
    };

    public static Command Create()
    {
        ErrorsCommand errors = new();
        Command command = new("errors", "Draw the beats of a record that are scored wrong worst.")
        {
            errors._record, errors._out, errors._model, errors._confirm, errors._most,
        };
        command.SetAction(arguments => errors.Run(arguments));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        WfdbRecord record = EvaluatedRecords.Open([arguments.GetValue(_record)!])[0];
        ModelPackage package =
            arguments.GetValue(_model) is { } model ? ModelPackage.Load(model) : DefaultModel.Load();
        TimeSpan confirmFor = arguments.GetValue(_confirm) ? AnomalyReport.LearningTime : TimeSpan.Zero;
        List<(ScoredBeat Beat, float[] Relative, float[] Normal)> beats = [];
        ScoredRecord scored = RecordScores.Of(record, package, RhythmLimits.Default, confirmFor,
            (beat, analysis) => beats.Add((beat, Shares(analysis.Waveforms, analysis), Normal(analysis))));
        HashSet<long> counted =
            [.. AnomalyReport.Counted(scored.Rate, scored.Beats).Select(b => b.SampleIndex)];
        beats.RemoveAll(b => !counted.Contains(b.Beat.SampleIndex));
        ErrorPictures page =
            new($"Record {scored.Name}: beats scored wrong worst", BeatWindow.Standard.Samples);
        int most = arguments.GetValue(_most);
        Draw(page, scored, "Normal beats with the highest scores",
            beats.Where(b => b.Beat.Class == BeatClass.Normal).OrderByDescending(b => b.Beat.Score), most);
        Draw(page, scored, "Abnormal beats with the lowest scores",
            beats.Where(b => b.Beat.Class is BeatClass.Ventricular or BeatClass.Supraventricular
                or BeatClass.Fusion).OrderBy(b => b.Beat.Score), most);
        string folder = Directory.CreateDirectory(arguments.GetValue(_out)!).FullName;
        string file = Path.Combine(folder, $"{scored.Name}.errors.html");
        WholeFile.Write(file, Encoding.UTF8.GetBytes(page.ToHtml()));
        Console.WriteLine($"wrote {file}");
        return ExitCode.Done;
    }

    private static void Draw(
        ErrorPictures page,
        ScoredRecord scored,
        string heading,
        IEnumerable<(ScoredBeat Beat, float[] Relative, float[] Normal)> beats,
        int most)
    {
        page.Heading(heading);
        foreach ((ScoredBeat beat, float[] relative, float[] normal) in beats.Take(most))
        {
            string parts = string.Join(' ', Enum.GetValues<VerdictPart>()
                .Select(p => FormattableString.Invariant($"{p} {beat.Parts.Span[(int)p]:0.0}")));
            page.Beat(FormattableString.Invariant(
                $"{beat.SampleIndex / scored.Rate.Hz:0.0} s {beat.Class} score {beat.Score:0.00}; {parts}"),
                relative, normal);
        }
    }

    private static float[] Shares(ReadOnlySpan<float> microvolts, BeatAnalysis analysis)
    {
        float[] shares = microvolts.ToArray();
        foreach (ref float value in shares.AsSpan())
        {
            value /= analysis.Scorer.Baseline.AmplitudeMicrovolts;
        }

        return shares;
    }

    private static float[] Normal(BeatAnalysis analysis)
    {
        List<float> normal = [];
        for (int lead = 0; lead < analysis.Finder.Leads; lead++)
        {
            normal.AddRange(analysis.Scorer.Baseline.MedianBeat(lead));
        }

        return Shares(normal.ToArray(), analysis);
    }
}
