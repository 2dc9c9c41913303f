using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Trainer;

/// <summary>
/// What <c>compare</c> and <c>report</c> have in common: protocol, data, models, and training them one after
/// the other.
/// </summary>
internal sealed class ComparisonArguments
{
    private readonly Option<string> _protocol = new("--protocol")
    {
        Description = "How beats are split and judged: "
            + string.Join(", ", [.. Ecg5000Protocol.Names, .. RecordProtocol.Names]),
        DefaultValueFactory = _ => Ecg5000Protocol.SrlAe,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "Folder with ECG5000_TRAIN.txt and ECG5000_TEST.txt; for mitdb-ds1-ds2 and own a "
            + "folder of annotated WFDB records; for own also a CSV file: per line a class (1 is normal), "
            + "then values",
        Required = true,
    };

    private readonly Option<string?> _threshold = new("--threshold")
    {
        Description = $"Where the protocol prescribes none: {ThresholdChoice.Forms}; the last two see the "
            + "labels of validation beats",
    };

    private readonly Option<string[]> _models = new("--models")
    {
        Description = $"Which ones: {string.Join(", ", ModelCatalog.Names)}",
        DefaultValueFactory = _ => [.. ModelCatalog.Names],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<long> _seed =
        new("--seed") { Description = "Of weights, shuffling and splits", DefaultValueFactory = _ => 1 };

    private readonly Option<int?> _epochs =
        new("--epochs") { Description = "At most this many instead of the model's own number" };

    private readonly Option<ErrorMeasure?> _loss =
        new("--loss") { Description = "What training minimises, instead of the model's own" };

    private readonly Option<ErrorMeasure?> _score = new("--score")
    {
        Description = "What a beat is scored by, instead of the model's own; srl-ae and weighted-dense "
            + "prescribe theirs",
    };

    private readonly Option<PositionWeighting?> _weighting = new("--weighting")
    {
        Description = "How much a position counts in the score, instead of the model's own",
    };

    private readonly Option<int> _int8Epochs = Int8Epochs.NewOption();

    private readonly Option<string> _engine = TrainingEngines.NewOption();

    private readonly Option<DirectoryInfo?> _runs = new("--runs")
    {
        Description =
            "Folder that keeps each model's training; the same command goes on where it was stopped",
    };

    private readonly Option<int> _cores = new("--cores")
    {
        Description = "Cores to train on; changes the time, never the result",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _protocol, _data, _threshold, _models, _seed, _epochs, _loss, _score, _weighting, _int8Epochs,
            _engine, _runs, _cores,
        ];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="ArgumentException">No such protocol, or not with this threshold.</exception>
    /// <exception cref="BadDataSetException">A data file is missing or no data set.</exception>
    /// <exception cref="BadRecordException">A record cannot be read.</exception>
    public Protocol ReadProtocol(ParseResult arguments)
    {
        Protocol protocol = ReadBeats(arguments);
        return (arguments.GetValue(_threshold) is { } threshold
            ? protocol.With(ThresholdChoice.Parse(threshold))
            : protocol).RequireBothClasses();
    }

    private Protocol ReadBeats(ParseResult arguments)
    {
        string data = arguments.GetRequiredValue(_data);
        long seed = arguments.GetRequiredValue(_seed);
        string name = arguments.GetRequiredValue(_protocol);
        switch (name)
        {
            case RecordProtocol.MitBih:
                return RecordProtocol.OfMitBih(EvaluatedRecords.Open([data]), seed);
            case RecordProtocol.Own when File.Exists(data) && Path.GetExtension(data) != ".hea":
                return RecordProtocol.OfBeats(UcrText.Read(data), seed);
            case RecordProtocol.Own:
                return RecordProtocol.OfRecords(EvaluatedRecords.Open([data]), seed);
            default:
                LabelledBeats train = UcrText.Read(Path.Combine(data, "ECG5000_TRAIN.txt"));
                LabelledBeats test = UcrText.Read(Path.Combine(data, "ECG5000_TEST.txt"));
                return Ecg5000Protocol.Of(name, train, test, seed);
        }
    }

    /// <summary>Trains and judges one model after the other, as they are asked for.</summary>
    /// <exception cref="ArgumentException">No such model; before anything is trained.</exception>
    public IEnumerable<ModelComparison> Run(
        ParseResult arguments, Protocol protocol, CancellationToken cancellation)
    {
        FitRecipe[] recipes = Array.ConvertAll(
            arguments.GetRequiredValue(_models), model => RecipeOf(model, arguments));
        string? runs = arguments.GetValue(_runs)?.FullName;
        return recipes.Select(recipe =>
        {
            string name = $"{protocol.Name}-{recipe.Model}-{recipe.Seed}.run";
            RunFile? file = runs is null ? null : new RunFile(Path.Combine(runs, name));
            return EpochProgress.Show(recipe, progress => ModelComparison.Run(
                recipe, protocol, file, progress, TimeProvider.System, cancellation));
        });
    }

    private FitRecipe RecipeOf(string model, ParseResult arguments)
    {
        FitRecipe recipe = ModelCatalog.RecipeOf(model, arguments.GetRequiredValue(_seed));
        return recipe with
        {
            Engine = TrainingEngines.Open(arguments.GetRequiredValue(_engine)),
            Workers = Math.Max(1, arguments.GetRequiredValue(_cores)),
            MaxEpochs = arguments.GetValue(_epochs) ?? recipe.MaxEpochs,
            Loss = arguments.GetValue(_loss) ?? recipe.Loss,
            Score = arguments.GetValue(_score) ?? recipe.Score,
            Weighting = arguments.GetValue(_weighting) ?? recipe.Weighting,
            Int8Epochs = arguments.GetRequiredValue(_int8Epochs),
        };
    }
}
