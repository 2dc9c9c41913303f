using System.CommandLine;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;
using EdgeEcg.Training.Evaluation;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train pack</c>: an ONNX autoencoder, ours or from elsewhere, becomes a package that the device
/// accepts, with a threshold drawn on the device's own path.
/// </summary>
internal sealed class PackCommand
{
    private readonly TrainingArguments _training = new();

    private readonly Argument<FileInfo> _onnx = new("ONNX")
    {
        Description = "The graph: float [any, 140] in and out, of beats relative to the wearer.",
    };

    private readonly Option<string> _out = new("--out")
    {
        Description =
            "Folder for the model package; one that is there is replaced when the new one is complete.",
        Required = true,
    };

    private readonly Option<string> _architecture = new("--architecture")
    {
        Description = "What to call it on its card.",
        DefaultValueFactory = _ => "packed",
    };

    private readonly Option<FileInfo?> _sign = new("--sign")
    {
        Description = "A private key (ECDSA P-256, PEM) to sign the package with; docs/models.md.",
    };

    private PackCommand()
    {
    }

    public static Command Create()
    {
        PackCommand pack = new();
        Command command = new("pack", "Package an ONNX file for the device.")
        {
            pack._onnx, pack._training.Records, pack._out, pack._architecture, pack._training.Split,
            pack._training.Seed, pack._training.Licence, pack._sign,
        };
        command.SetAction((arguments, _) => Task.FromResult(pack.Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        FileInfo file = arguments.GetValue(_onnx)!;
        if (!file.Exists)
        {
            throw new BadModelException(file.FullName, "the file", "missing", "an ONNX autoencoder");
        }

        if (arguments.GetValue(_sign) is { } signer)
        {
            ModelSigner.CheckKey(signer.FullName);
        }

        byte[] onnx = File.ReadAllBytes(file.FullName);
        new Autoencoder(onnx, file.FullName, ModelInput.DeviceBeat.Samples, maxRows: 1).Dispose();
        (WfdbRecord[] training, WfdbRecord[] test) = _training.Choose(arguments);
        DeviceModelFit fit = _training.Fit(arguments);
        TrainingArguments.Read(fit, training, out IReadOnlyList<TrainingSource> sources);
        ModelPackage package = fit.WritePackage(
            arguments.GetValue(_architecture)!,
            onnx,
            training,
            sources,
            arguments.GetValue(_training.Licence)!,
            arguments.GetValue(_out)!);
        if (test.Length > 0)
        {
            AnomalyReport report = fit.Evaluate(package, test);
            report.Write(Console.Out);
            package = DeviceModelFit.WithMetrics(package, null, report);
        }

        string signed = "";
        if (arguments.GetValue(_sign) is { } key)
        {
            ModelSigner.Sign(package.Folder, key.FullName);
            signed = $", signed with {key.Name}";
        }

        Console.WriteLine(
            $"wrote {package.Folder}: {package.Manifest.Architecture}, {package.Onnx.Length} bytes, "
            + $"threshold {package.Manifest.Thresholds[0].Score:0.0000}, "
            + $"id {package.Manifest.ModelId[..12]}{signed}");
        return ExitCode.Done;
    }
}
