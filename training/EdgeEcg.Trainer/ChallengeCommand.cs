using System.CommandLine;
using System.Text;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training;
using EdgeEcg.Training.Challenge;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Trainer;

/// <summary><c>edgeecg-train challenge</c>: a page on which people play against the model.</summary>
internal sealed class ChallengeCommand
{
    private const int HighestPort = 65535;

    private readonly Option<DirectoryInfo?> _data = new("--data")
    {
        Description = "Folder with ECG5000 files, annotated records, or folders 'ecg5000' and 'mitdb'; "
            + "without it, and where neither is there, the strips are synthetic.",
    };

    private readonly Option<string?> _model =
        new("--model") { Description = "A model package instead of the built-in one, for the strips." };

    private readonly Option<FileInfo?> _out =
        new("--out") { Description = "The HTML file to write; it needs nothing else." };

    private readonly Option<int?> _port =
        new("--port") { Description = "Serve the page on this port of this machine instead; 0: any." };

    private readonly Option<long> _seed = new("--seed")
    {
        Description = "The same seed, data and program give the same page.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Create()
    {
        ChallengeCommand challenge = new();
        Command command = new("challenge", "A page to play against the model: mark what looks abnormal")
        {
            challenge._data, challenge._model, challenge._out, challenge._port, challenge._seed,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(challenge._out) is null == result.GetValue(challenge._port) is null)
            {
                result.AddError("challenge: expected either --out FILE or --port NUMBER");
            }

            if (result.GetValue(challenge._port) is < 0 or > HighestPort)
            {
                result.AddError($"--port: expected a number from 0 to {HighestPort}");
            }
        });
        command.SetAction(challenge.Run);
        return command;
    }

    private async Task<int> Run(ParseResult arguments, CancellationToken cancellation)
    {
        ChallengePage page = new(Fill(arguments, cancellation));
        if (arguments.GetValue(_out) is { } file)
        {
            byte[] html = Encoding.UTF8.GetBytes(page.ToFile());
            WholeFile.Write(file.FullName, html);
            Console.WriteLine($"wrote {file.FullName}: {html.Length} bytes; open it in a browser");
            return ExitCode.Done;
        }

        await using ChallengeServer server = await ChallengeServer.Start(
            page, arguments.GetValue(_port)!.Value);
        Console.WriteLine($"{server.Address} (Ctrl-C ends it)");
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation)
            .ContinueWith(_ => { }, TaskScheduler.Default);
        return ExitCode.Done;
    }

    private ChallengeContent Fill(ParseResult arguments, CancellationToken cancellation)
    {
        string? model = arguments.GetValue(_model);
        ChallengeSheets sheets = new(
            model is null ? DefaultModel.Load() : ModelPackage.Load(model), arguments.GetValue(_seed));
        if (arguments.GetValue(_data) is { } data)
        {
            AddEcg5000(sheets, Within(data, "ecg5000"), arguments.GetValue(_seed), cancellation);
            AddRecords(sheets, Within(data, "mitdb"), cancellation);
            if (sheets.Count == 0)
            {
                Console.Error.WriteLine($"edgeecg-train: {data.FullName} holds neither ECG5000 nor annotated "
                    + "records; the strips are synthetic");
            }
        }

        if (sheets.Count == 0)
        {
            sheets.AddSynthetic();
        }

        Console.WriteLine($"{sheets.Count} sheets");
        return sheets.Content;
    }

    private static string Within(DirectoryInfo data, string name)
    {
        string own = Path.Combine(data.FullName, name);
        return Directory.Exists(own) ? own : data.FullName;
    }

    private static void AddEcg5000(
        ChallengeSheets sheets, string folder, long seed, CancellationToken cancellation)
    {
        string train = Path.Combine(folder, "ECG5000_TRAIN.txt");
        if (File.Exists(train))
        {
            LabelledBeats test = UcrText.Read(Path.Combine(folder, "ECG5000_TEST.txt"));
            EpochProgress.Show(ModelCatalog.RecipeOf(ModelCatalog.WeightedDense, seed), progress =>
            {
                sheets.AddEcg5000(UcrText.Read(train), test, progress, TimeProvider.System, cancellation);
                return ExitCode.Done;
            });
        }
    }

    private static void AddRecords(ChallengeSheets sheets, string folder, CancellationToken cancellation)
    {
        WfdbRecord[] annotated =
        [
            .. Directory.EnumerateFiles(folder, "*.hea").Order(StringComparer.Ordinal)
                .Where(path => File.Exists(Path.ChangeExtension(path, "atr"))).Select(WfdbRecord.Open),
        ];
        if (annotated.Length > 0)
        {
            sheets.AddRecords(
                annotated, (records, cut) => EvaluatedRecords.ForEach(records, cut, cancellation));
        }
    }
}
