using System.CommandLine;
using System.Globalization;
using EdgeEcg.Records;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Trainer;

/// <summary>
/// <c>edgeecg-train noise</c>: records of a noise stress test, from clean records and noise.
/// </summary>
internal sealed class NoiseCommand
{
    private readonly Argument<string[]> _records = new("RECORD")
    {
        Description = "Clean annotated WFDB records.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _noise = new("--noise")
    {
        Description = "The record of noise, for instance nstdb/em.",
        Required = true,
    };

    private readonly Option<double[]> _snr = new("--snr")
    {
        Description = "Signal-to-noise ratios in the noisy stretches, dB.",
        DefaultValueFactory = _ => [24, 18, 12, 6, 0, -6],
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for the records, such as 118e12; it is made if it is not there.",
        Required = true,
    };

    public static Command Create()
    {
        NoiseCommand noise = new();
        Command command = new(
            "noise", "Add measured noise to clean records by the recipe of the MIT-BIH Noise Stress Test.")
        {
            noise._records, noise._noise, noise._snr, noise._out,
        };
        command.SetAction(noise.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        WfdbRecord noise = WfdbRecord.Open(arguments.GetValue(_noise)!);
        string folder = arguments.GetValue(_out)!;
        WfdbRecord[] records = EvaluatedRecords.Open(arguments.GetValue(_records)!);
        Directory.CreateDirectory(folder);
        foreach (WfdbRecord clean in records)
        {
            foreach (double snrDb in arguments.GetValue(_snr)!)
            {
                NoiseStress stress = new(clean, noise, snrDb);
                double[] gains = stress.Write("atr", folder);
                string written = string.Join(
                    ", ", gains.Select(gain => gain.ToString("0.000", CultureInfo.InvariantCulture)));
                Console.WriteLine($"{stress.Name}: noise times {written}");
            }
        }

        return ExitCode.Done;
    }
}
