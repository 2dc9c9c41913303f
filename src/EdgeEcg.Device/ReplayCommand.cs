using System.CommandLine;
using System.Globalization;
using EdgeEcg.Core;
using EdgeEcg.Monitor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device;

/// <summary><c>edgeecg replay</c>: a record through the simulated chip into the full daemon path.</summary>
internal sealed class ReplayCommand
{
    private const int RateSps = 500;

    private readonly Argument<string> _record =
        new("RECORD") { Description = "A WFDB record: its path, with or without extension." };

    private readonly Option<string> _speed = new("--speed")
    {
        Description = "Times real time, or 'max' for as fast as the machine goes.",
        DefaultValueFactory = _ => "1",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description =
            "Use this configuration and its broker instead of a private broker and a subscriber.",
    };

    private ReplayCommand()
    {
    }

    public static Command Create()
    {
        ReplayCommand replay = new();
        Command command =
            new("replay", "Play a recorded ECG through the simulated chip into the whole monitor.")
        {
            replay._record, replay._speed, replay._config,
        };
        replay._speed.Validators.Add(result =>
        {
            if (!TryParseSpeed(result.GetValueOrDefault<string>()!, out _))
            {
                result.AddError("--speed must be 'max' or a number above 0");
            }
        });
        command.SetAction((arguments, cancellation) => Task.FromResult(replay.Run(arguments, cancellation)));
        return command;
    }

    /// <summary>Plays a record for people to watch, beside what its reference annotations say.</summary>
    /// <param name="speed">Times real time; 0 is as fast as the machine goes.</param>
    public static int Demonstrate(
        WfdbRecord record, ModelPackage package, double speed, int rateSps, CancellationToken cancellation)
    {
        SampleRate rate = new(rateSps);
        using ChipSource source =
            ChipSource.Simulate(new RecordSource(record, rate), speed, TimeProvider.System);
        string pace = speed > 0 ? string.Create(CultureInfo.InvariantCulture, $"{speed:0.#} times real time")
            : "full speed";
        Console.WriteLine(
            $"Record {record.Header.Name} at {pace}. The wearer's normal beat is learned first.");
        return new Demonstration(package, Truth.OfRecord(record, rate), rateSps).Run(source, cancellation)
            ? ExitCode.Done
            : ExitCode.AnswerIsNo;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        _ = TryParseSpeed(arguments.GetValue(_speed)!, out double speed);
        string path = arguments.GetValue(_record)!;
        WfdbRecord record = WfdbRecord.Open(path);
        if (arguments.GetValue(_config) is not { } file)
        {
            return Demonstrate(record, DefaultModel.Load(), speed, RateSps, cancellation);
        }

        MonitorConfiguration configuration = ConfigurationFile.Load(file);
        return RunCommand.Run(
            configuration with
            {
                Source = configuration.Source with
                {
                    Kind = SourceKind.Record, Record = new RecordConfiguration(path, speed),
                },
            },
            cancellation);
    }

    private static bool TryParseSpeed(string text, out double speed)
    {
        speed = 0;
        return text == "max"
            || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out speed)
                && speed is > 0 and <= 10_000);
    }
}
