using System.CommandLine;
using System.Globalization;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Metrics;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train compare</c>: trains models under one protocol and prints what each reaches, before and
/// after int8.
/// </summary>
internal static class CompareCommand
{
    private const int BadInput = 2;

    private const string Header =
        "model                      form   auc     accuracy  precision  recall  f1      "
        + "normal_mean  gap      bytes   epoch";

    public static Command Create()
    {
        Option<string> protocol = new("--protocol")
        {
            Description = $"How beats are split and judged: {string.Join(", ", Protocol.Names)}",
            DefaultValueFactory = _ => Protocol.SrlAe,
        };
        Option<DirectoryInfo> data = new("--data")
        {
            Description = "Folder with ECG5000_TRAIN.txt and ECG5000_TEST.txt",
            Required = true,
        };
        Option<string[]> models = new("--models")
        {
            Description = $"Which ones: {string.Join(", ", ModelCatalog.Names)}",
            DefaultValueFactory = _ => [.. ModelCatalog.Names],
            AllowMultipleArgumentsPerToken = true,
        };
        Option<long> seed =
            new("--seed") { Description = "Of weights, shuffling and splits", DefaultValueFactory = _ => 1 };
        Option<int?> epochs =
            new("--epochs") { Description = "At most this many instead of the model's own number" };
        Option<DirectoryInfo?> runs = new("--runs")
        {
            Description =
                "Folder that keeps each model's training; the same command goes on where it was stopped",
        };
        Command command = new("compare", "Train models under one protocol and compare them, float and int8")
        {
            protocol, data, models, seed, epochs, runs,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            result.GetRequiredValue(protocol),
            result.GetRequiredValue(data).FullName,
            result.GetRequiredValue(models),
            result.GetRequiredValue(seed),
            result.GetValue(epochs),
            result.GetValue(runs)?.FullName,
            cancellation)));
        return command;
    }

    private static int Run(
        string protocolName,
        string data,
        string[] models,
        long seed,
        int? epochs,
        string? runs,
        CancellationToken cancellation)
    {
        try
        {
            FitRecipe[] recipes = Array.ConvertAll(models, model => RecipeOf(model, seed, epochs));
            LabelledBeats train = UcrText.Read(Path.Combine(data, "ECG5000_TRAIN.txt"));
            LabelledBeats test = UcrText.Read(Path.Combine(data, "ECG5000_TEST.txt"));
            Protocol protocol = Protocol.Of(protocolName, train, test, seed);
            if (protocol.Threshold is not ThresholdSource.TrainingNormals)
            {
                Console.WriteLine(
                    $"{protocolName}: the threshold sees the test labels, as published; it is optimistic.");
            }

            Console.WriteLine(Header);
            foreach (FitRecipe recipe in recipes)
            {
                RunFile? file = runs is null
                    ? null
                    : new RunFile(Path.Combine(runs, $"{protocolName}-{recipe.Model}-{seed}.run"));
                ModelComparison row = ProgressDisplay.Show(recipe.Model, recipe.MaxEpochs, steps =>
                {
                    EpochProgress progress = new(recipe.Model, steps);
                    return ModelComparison.Run(
                        recipe, protocol, file, progress, TimeProvider.System, cancellation);
                });
                Print(recipe.Model, "float", row.BeforeQuantization, row.Model.BestEpoch);
                Print(recipe.Model, "int8", row.AfterQuantization, row.Model.BestEpoch);
            }

            return 0;
        }
        catch (Exception e) when (e is BadDataSetException or BadRunFileException or ArgumentException)
        {
            Console.Error.WriteLine(e.Message);
            return BadInput;
        }
    }

    private static FitRecipe RecipeOf(string model, long seed, int? epochs)
    {
        FitRecipe recipe = ModelCatalog.RecipeOf(model, seed) with { Workers = Environment.ProcessorCount };
        return recipe with { MaxEpochs = epochs ?? recipe.MaxEpochs };
    }

    private static void Print(string model, string form, ComparisonFigures figures, int epoch)
    {
        Confusion c = figures.Confusion;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{model,-25}  {form,-5}  {figures.Area:0.0000}  {c.Accuracy,8:0.0000}  {c.Precision,9:0.0000}  "
            + $"{c.Recall:0.0000}  {c.F1:0.0000}  {figures.NormalMean,11:0.0000}  {figures.Gap,7:0.0000}  "
            + $"{figures.FileBytes,6}  {epoch,5}"));
    }
}
