using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Evaluation;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Trainer;

/// <summary><c>edgeecg-train fit</c>: annotated records in, a model package for the device out.</summary>
internal sealed class FitCommand
{
    /// <summary>One normal beat in a hundred is flagged on the training records.</summary>
    private const double NormalShareBelowThreshold = 0.99;

    private readonly Argument<string[]> _records = new("RECORD")
    {
        Description =
            "Annotated WFDB records (.hea, .dat, .atr): paths with or without extension, or a folder.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description =
            "Folder for the model package; one that is there is replaced when the new one is complete.",
        Required = true,
    };

    private readonly Option<bool> _split = new("--mitdb-split")
    {
        Description =
            "Train on the DS1 records among those given and report on the DS2 records (MIT-BIH Arrhythmia).",
    };

    private readonly Option<string> _model = new("--model")
    {
        Description = $"Architecture: {string.Join(", ", ModelCatalog.Names)}.",
        DefaultValueFactory = _ => ModelCatalog.WeightedDense,
    };

    private readonly Option<long> _seed = new("--seed")
    {
        Description = "The same seed, records and program give the same bytes.",
        DefaultValueFactory = _ => 7,
    };

    private readonly Option<int> _epochs = new("--epochs")
    {
        Description = "At most this many passes over the beats; fewer when the validation loss has settled.",
        DefaultValueFactory = _ => 60,
    };

    private readonly Option<string> _licence = new("--data-licence")
    {
        Description = "Licence of the records, written into the package.",
        DefaultValueFactory = _ => "not stated",
    };

    private FitCommand()
    {
    }

    public static Command Create()
    {
        FitCommand fit = new();
        Command command = new("fit",
            "Train a model on the normal beats of annotated records and package it for the device.")
        {
            fit._records, fit._out, fit._split, fit._model, fit._seed, fit._epochs, fit._licence,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(fit.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        FitRecipe recipe = new()
        {
            Model = arguments.GetValue(_model)!,
            Seed = arguments.GetValue(_seed),
            MaxEpochs = arguments.GetValue(_epochs),
            BatchRows = 256,
            Weighting = PositionWeighting.Uniform,
            Score = ErrorMeasure.WeightedMeanAbsolute,
            Workers = Environment.ProcessorCount,
        };
        (WfdbRecord[] training, WfdbRecord[] test) = Choose(
            arguments.GetValue(_records)!, arguments.GetValue(_split));
        DeviceModelFit fit = new(recipe, NormalShareBelowThreshold);
        Console.WriteLine($"reading {training.Length} records …");
        BeatMatrix normals = fit.ReadNormals(training, out IReadOnlyList<TrainingSource> sources);
        Console.WriteLine(
            $"{sources.Sum(s => s.Beats)} normal beats, {normals.Rows} rows of {normals.Samples} samples");
        FittedModel model = ProgressDisplay.Show(recipe.Model, recipe.MaxEpochs, steps =>
        {
            EpochProgress progress = new(recipe.Model, steps);
            return fit.Train(normals, null, progress, TimeProvider.System, cancellation);
        });
        string folder = arguments.GetValue(_out)!;
        string licence = arguments.GetValue(_licence)!;
        ModelPackage package = fit.WritePackage(model.ToInt8Onnx(), training, sources, licence, folder);
        if (test.Length > 0)
        {
            package = Report(fit, model, package, training, test, sources, licence);
        }

        Console.WriteLine(
            $"wrote {package.Folder}: {package.Manifest.Architecture} int8, {package.Onnx.Length} bytes, "
            + $"best epoch {model.BestEpoch}, threshold {package.Manifest.Thresholds[0].Score:0.0000}, "
            + $"id {package.Manifest.ModelId[..12]}");
        return ExitCode.Done;
    }

    private static ModelPackage Report(
        DeviceModelFit fit,
        FittedModel model,
        ModelPackage package,
        WfdbRecord[] training,
        WfdbRecord[] test,
        IReadOnlyList<TrainingSource> sources,
        string licence)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("edgeecg-fit-");
        try
        {
            string folder = Path.Combine(scratch.FullName, "float");
            ModelPackage floatTwin =
                fit.WritePackage(model.ToFloatOnnx(), training, sources, licence, folder);
            AnomalyReport floatReport = fit.Evaluate(floatTwin, test);
            AnomalyReport int8Report = fit.Evaluate(package, test);
            int8Report.Write(Console.Out);
            Console.WriteLine($"AUC on the test records: float {floatReport.AreaPooled:0.0000}, int8 "
                + $"{int8Report.AreaPooled:0.0000}, difference "
                + $"{int8Report.AreaPooled - floatReport.AreaPooled:+0.0000;-0.0000}");
            return DeviceModelFit.WithMetrics(package, floatReport, int8Report);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static (WfdbRecord[] Training, WfdbRecord[] Test) Choose(string[] paths, bool split)
    {
        WfdbRecord[] records = [.. RecordPaths.Expand(paths).Headers.Select(WfdbRecord.Open)];
        return split
            ? ([.. records.Where(r => MitBihSplit.Ds1.Contains(r.Header.Name))],
                [.. records.Where(r => MitBihSplit.Ds2.Contains(r.Header.Name))])
            : (records, []);
    }
}
