using System.CommandLine;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Foreign;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Trainer;

/// <summary><c>edgeecg-train quantize</c>: a float ONNX autoencoder in, an int8 model package out.</summary>
internal sealed class QuantizeCommand
{
    private readonly ForeignPackage _package = new();

    private readonly Option<string> _onnx = new("--onnx")
    {
        Description = "A float autoencoder of 140-sample beats, ONNX operator set 13 to 21.",
        Required = true,
    };

    private readonly Option<CalibrationMethod> _method = new("--method")
    {
        Description = "How the range of an activation is chosen.",
        DefaultValueFactory = _ => CalibrationMethod.MinMax,
    };

    private QuantizeCommand()
    {
    }

    public static Command Create()
    {
        QuantizeCommand quantize = new();
        Command command = new(
            "quantize", "Turn a float autoencoder from elsewhere into an int8 package for the device.")
        {
            quantize._onnx, quantize._method,
        };
        foreach (Option option in quantize._package.Options)
        {
            command.Add(option);
        }

        command.SetAction(quantize.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        ForeignModel model = ForeignModel.Read(
            arguments.GetValue(_onnx)!, ModelInput.DeviceBeat.Samples);
        return _package.Run(arguments, beats =>
        {
            byte[] int8 = model.ToInt8(
                beats, arguments.GetValue(_method), WeightRange.SevenBits, out double decibels);
            Console.WriteLine($"{model.Architecture}: {model.FoldedBatchNorms} batch norms folded, int8 "
                + $"{decibels:0.0} dB above its error on {beats.Rows} normal beats");
            return (model.Architecture, model.FloatOnnx, int8);
        });
    }
}
