using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Trainer;

/// <summary>
/// What <c>fit</c>, <c>quantize</c> and <c>pack</c> have in common: annotated records, which of them are
/// trained on, and what a run is told apart by.
/// </summary>
internal sealed class TrainingArguments
{
    /// <summary>One normal beat in a hundred is flagged on the training records.</summary>
    private const double NormalShareBelowThreshold = 0.99;

    public Argument<string[]> Records { get; } = new("RECORD")
    {
        Description =
            "Annotated WFDB records (.hea, .dat, .atr): paths with or without extension, or a folder.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Option<bool> Split { get; } = new("--mitdb-split")
    {
        Description =
            "Train on the DS1 records among those given and report on the DS2 records (MIT-BIH Arrhythmia).",
    };

    public Option<string> Model { get; } = new("--model")
    {
        Description = $"Architecture: {string.Join(", ", ModelCatalog.Names)}.",
        DefaultValueFactory = _ => ModelCatalog.WeightedDense,
    };

    public Option<long> Seed { get; } = new("--seed")
    {
        Description = "The same seed, records and program give the same bytes.",
        DefaultValueFactory = _ => 7,
    };

    public Option<int> Epochs { get; } = new("--epochs")
    {
        Description = "At most this many passes over the beats; fewer when the validation loss has settled.",
        DefaultValueFactory = _ => 60,
    };

    public Option<int> Int8EpochCount { get; } = Int8Epochs.NewOption();

    public Option<string> Engine { get; } = TrainingEngines.NewOption();

    public Option<string> Licence { get; } = new("--data-licence")
    {
        Description = "Licence of the records, written into the package.",
        DefaultValueFactory = _ => "not stated",
    };

    public DeviceModelFit Fit(ParseResult arguments) => new(RecipeOf(arguments), NormalShareBelowThreshold);

    public FitRecipe RecipeOf(ParseResult arguments) => new()
    {
        Model = arguments.GetValue(Model)!,
        Seed = arguments.GetValue(Seed),
        MaxEpochs = arguments.GetValue(Epochs),
        Int8Epochs = arguments.GetValue(Int8EpochCount),
        BatchRows = 256,
        Weighting = PositionWeighting.Uniform,
        Score = ErrorMeasure.WeightedMeanAbsolute,
        Engine = TrainingEngines.Open(arguments.GetValue(Engine)),
        Workers = Environment.ProcessorCount,
    };

    /// <exception cref="BadRecordException">A path names no record, or a header cannot be read.</exception>
    /// <exception cref="BadDataSetException">The split leaves nothing to train on.</exception>
    public (WfdbRecord[] Training, WfdbRecord[] Test) Choose(ParseResult arguments)
    {
        WfdbRecord[] records =
            [.. RecordPaths.Expand(arguments.GetValue(Records)!).Headers.Select(WfdbRecord.Open)];
        if (!arguments.GetValue(Split))
        {
            return (records, []);
        }

        WfdbRecord[] training = [.. records.Where(r => MitBihSplit.Ds1.Contains(r.Header.Name))];
        return training.Length > 0
            ? (training, [.. records.Where(r => MitBihSplit.Ds2.Contains(r.Header.Name))])
            : throw new BadDataSetException(
                "--mitdb-split", "the number of DS1 records", "0", "at least 1, such as 101");
    }

    /// <summary>Reads the normal beats and says how many there are.</summary>
    public static BeatMatrix Read(
        DeviceModelFit fit, WfdbRecord[] training, out IReadOnlyList<TrainingSource> sources)
    {
        Console.Error.WriteLine($"reading {training.Length} records …");
        BeatMatrix normals = fit.ReadNormals(training, out sources);
        Console.WriteLine(
            $"{sources.Sum(s => s.Beats)} normal beats, {normals.Rows} rows of {normals.Samples} samples");
        return normals;
    }
}
