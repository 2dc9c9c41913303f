using System.CommandLine;
using System.Globalization;
using EdgeEcg.Records;
using EdgeEcg.Training;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Quantization;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train requantize</c>: the int8 forms that a trained model can take, side by side, and one of
/// them as a file.
/// </summary>
internal sealed class RequantizeCommand
{
    private readonly TrainingArguments _training = new();

    private readonly Option<string> _run = new("--run")
    {
        Description = "The finished training that 'fit --run' kept, with the same records, model and seed.",
        Required = true,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "The ONNX file to write.",
        Required = true,
    };

    private readonly Option<CalibrationMethod> _calibration = new("--calibration")
    {
        Description = "How the range of an activation is chosen from training beats.",
        DefaultValueFactory = _ => CalibrationMethod.MinMax,
    };

    private readonly Option<int> _bits = new("--weight-bits")
    {
        Description = "7: the same scores on every machine; 8: finer, exact only with VNNI or on ARM.",
        DefaultValueFactory = _ => 7,
    };

    private RequantizeCommand() => _bits.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() is not (7 or 8))
        {
            result.AddError("--weight-bits: expected 7 or 8");
        }
    });

    public static Command Create()
    {
        RequantizeCommand requantize = new();
        Command command = new(
            "requantize", "Compare the int8 forms of a model that 'fit --run' trained and write one of them.")
        {
            requantize._training.Records, requantize._run, requantize._out, requantize._calibration,
            requantize._bits,
            requantize._training.Split, requantize._training.Model, requantize._training.Seed,
            requantize._training.Epochs, requantize._training.Int8EpochCount, requantize._training.Engine,
        };
        command.SetAction(
            (arguments, cancellation) => Task.FromResult(requantize.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        RunFile file = new(arguments.GetValue(_run)!);
        if (!file.Exists)
        {
            throw new BadRunFileException(file.Path, "the file", "missing", "what 'fit --run' keeps");
        }

        (WfdbRecord[] training, _) = _training.Choose(arguments);
        DeviceModelFit fit = _training.Fit(arguments);
        BeatMatrix normals = TrainingArguments.Read(fit, training, out _);
        FittedModel model = EpochProgress.Show(_training.RecipeOf(arguments), progress =>
            fit.Train(normals, file, progress, TimeProvider.System, cancellation));
        PrintForms(model);
        CalibrationMethod calibration = arguments.GetValue(_calibration);
        ExportedModel chosen = model.ToInt8Onnx(calibration, RangeOf(arguments.GetValue(_bits)));
        string path = arguments.GetValue(_out)!;
        WholeFile.Write(path, chosen.Onnx.Span);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"wrote {path}: {chosen.Onnx.Length} bytes, {chosen.SignalToNoiseDecibels:0.0} dB"));
        return ExitCode.Done;
    }

    /// <summary>Signal to noise is of the float model's reconstructions of training beats.</summary>
    private static void PrintForms(FittedModel model)
    {
        Console.WriteLine("calibration  weight_bits  bytes   signal_to_noise_db");
        foreach (CalibrationMethod method in Enum.GetValues<CalibrationMethod>())
        {
            foreach (int bits in (ReadOnlySpan<int>)[7, 8])
            {
                ExportedModel form = model.ToInt8Onnx(method, RangeOf(bits));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{method,-11}  {bits,11}  {form.Onnx.Length,6}  {form.SignalToNoiseDecibels,18:0.0}"));
            }
        }
    }

    private static WeightRange RangeOf(int bits) =>
        bits == 8 ? WeightRange.EightBits : WeightRange.SevenBits;
}
