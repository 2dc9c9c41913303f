using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Evaluation;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Trainer;

/// <summary><c>edgeecg-train fit</c>: annotated records in, a model package for the device out.</summary>
internal sealed class FitCommand
{
    private readonly TrainingArguments _training = new();

    private readonly Option<string> _out = new("--out")
    {
        Description =
            "Folder for the model package; one that is there is replaced when the new one is complete.",
        Required = true,
    };

    private readonly Option<string?> _run = new("--run")
    {
        Description =
            "File that keeps the training: the same command goes on where it was stopped, and "
            + "'requantize' makes other int8 files of it.",
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
            fit._training.Records, fit._out, fit._training.Split, fit._training.Model, fit._training.Seed,
            fit._training.Epochs, fit._training.Int8EpochCount, fit._training.Engine, fit._run,
            fit._training.Licence,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(fit.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        (WfdbRecord[] training, WfdbRecord[] test) = _training.Choose(arguments);
        DeviceModelFit fit = _training.Fit(arguments);
        BeatMatrix normals =
            TrainingArguments.Read(fit, training, out IReadOnlyList<TrainingSource> sources);
        RunFile? file = arguments.GetValue(_run) is { } path ? new RunFile(path) : null;
        FittedModel model = EpochProgress.Show(_training.RecipeOf(arguments), progress =>
            fit.Train(normals, file, progress, TimeProvider.System, cancellation));
        string licence = arguments.GetValue(_training.Licence)!;
        string folder = arguments.GetValue(_out)!;
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

    // Rounded first, or a difference that rounds to zero keeps its sign.
    private static double Difference(AnomalyReport before, AnomalyReport after) =>
        Math.Round((after.AreaPooled - before.AreaPooled) ?? 0, 4);

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
                + $"{Difference(floatReport, int8Report):+0.0000;-0.0000;0.0000}");
            return DeviceModelFit.WithMetrics(package, floatReport, int8Report);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
