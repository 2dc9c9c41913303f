using System.CommandLine;
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
        Description = $"How beats are split and judged: {string.Join(", ", Protocol.Names)}",
        DefaultValueFactory = _ => Protocol.SrlAe,
    };

    private readonly Option<DirectoryInfo> _data = new("--data")
    {
        Description = "Folder with ECG5000_TRAIN.txt and ECG5000_TEST.txt",
        Required = true,
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
        foreach (Option option in (Option[])[_protocol, _data, _models, _seed, _epochs, _runs, _cores])
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="ArgumentException">No such protocol.</exception>
    /// <exception cref="BadDataSetException">A data file is missing or no data set.</exception>
    public Protocol ReadProtocol(ParseResult arguments)
    {
        string folder = arguments.GetRequiredValue(_data).FullName;
        LabelledBeats train = UcrText.Read(Path.Combine(folder, "ECG5000_TRAIN.txt"));
        LabelledBeats test = UcrText.Read(Path.Combine(folder, "ECG5000_TEST.txt"));
        return Protocol.Of(
            arguments.GetRequiredValue(_protocol), train, test, arguments.GetRequiredValue(_seed));
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
            Workers = Math.Max(1, arguments.GetRequiredValue(_cores)),
            MaxEpochs = arguments.GetValue(_epochs) ?? recipe.MaxEpochs,
        };
    }
}
