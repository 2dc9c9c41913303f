using System.CommandLine;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Foreign;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train import</c>: weights from PyTorch or TorchSharp in, an int8 package out.
/// </summary>
internal sealed class ImportCommand
{
    private readonly ForeignPackage _package = new();

    private readonly Option<string> _weights = new("--safetensors")
    {
        Description = "The weights of a state_dict, in the safetensors form.",
        Required = true,
    };

    private readonly Option<string> _architecture = new("--architecture")
    {
        Description = "Which model they belong to.",
        Required = true,
    };

    private ImportCommand() => _architecture.AcceptOnlyFromAmong([.. ModelCatalog.Names]);

    public static Command Create()
    {
        ImportCommand import = new();
        Command command = new(
            "import", "Turn weights trained elsewhere into an int8 package for the device.")
        {
            import._weights, import._architecture,
        };
        foreach (Option option in import._package.Options)
        {
            command.Add(option);
        }

        command.SetAction(import.Run);
        return command;
    }

    private int Run(ParseResult arguments) => _package.Run(arguments, beats =>
    {
        FittedModel model = WeightImport.Read(
            arguments.GetValue(_weights)!, arguments.GetValue(_architecture)!, beats,
            Environment.ProcessorCount);
        ExportedModel int8 = model.ToInt8Onnx();
        Console.WriteLine($"{model.Architecture}: {model.TrainedWeights} weights, int8 "
            + $"{int8.SignalToNoiseDecibels:0.0} dB above its error on {beats.Rows} normal beats");
        return (model.Architecture, model.ToFloatOnnx().Onnx, int8.Onnx);
    });
}
