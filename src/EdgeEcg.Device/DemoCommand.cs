using System.CommandLine;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Monitor;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device;

/// <summary><c>edgeecg demo</c>: see it work, with nothing but this machine.</summary>
internal sealed class DemoCommand
{
    private const int RateSps = 500;

    /// <summary>Four minutes of signal in a quarter of one.</summary>
    private const double SyntheticSpeed = 16;

    /// <summary>Half an hour of signal in half a minute.</summary>
    private const double RecordSpeed = 60;

    private readonly Option<string?> _record = new("--record")
    {
        Description = "Play this WFDB record instead of the built-in synthetic ECG.",
    };

    private readonly Option<double?> _speed = new("--speed")
    {
        Description =
            $"Times real time; if not given {SyntheticSpeed}, or {RecordSpeed} for a record.",
    };

    private DemoCommand()
    {
        _speed.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is <= 0)
            {
                result.AddError("--speed must be above 0");
            }
        });
    }

    public static Command Create()
    {
        DemoCommand demo = new();
        Command command =
            new("demo", "See the whole job on this machine: simulated chip, scoring, broker, subscriber.")
        {
            demo._record, demo._speed,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(demo.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        ModelPackage package = DefaultModel.Load();
        double? speed = arguments.GetValue(_speed);
        if (arguments.GetValue(_record) is { } path)
        {
            WfdbRecord record = WfdbRecord.Open(path);
            return ReplayCommand.Demonstrate(record, package, speed ?? RecordSpeed, RateSps, cancellation);
        }

        SampleRate rate = new(RateSps);
        SyntheticEcgSettings settings = new();
        SyntheticScript script = SyntheticScript.Demo;
        long length = (long)(SyntheticScript.DemoSeconds * rate.Hz);
        Truth truth = Truth.OfSynthetic(rate, settings, script, SyntheticScript.DemoSeconds);
        using ChipSource source = ChipSource.Simulate(
            new SyntheticSource(new SyntheticEcg(rate, settings, script), length), speed ?? SyntheticSpeed,
                TimeProvider.System);
        Console.WriteLine($"Synthetic ECG, {SyntheticScript.DemoSeconds / 60:0} minutes "
            + $"at {speed ?? SyntheticSpeed:0.#} times real time. "
            + "The wearer's normal beat is learned first.");
        return new Demonstration(package, truth, RateSps).Run(source, cancellation) ? ExitCode.Done
            : ExitCode.AnswerIsNo;
    }
}
