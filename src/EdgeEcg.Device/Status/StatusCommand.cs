using System.CommandLine;
using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Monitor.State;
using EdgeEcg.Monitor.Supervision;

namespace EdgeEcg.Device.Status;

/// <summary>
/// <c>edgeecg status</c>: how a device is, by what it has left at the broker, and on the device itself by
/// its last errors. Changes nothing.
/// </summary>
internal sealed class StatusCommand
{
    private const double DefaultPatienceSeconds = 10;
    private const int MostErrors = 5;

    private readonly Option<string> _config = new("--config")
    {
        Description = "The daemon's configuration, which names the broker.",
        DefaultValueFactory = _ => "/etc/edgeecg/edgeecg.yaml",
    };

    private readonly Option<string?> _device =
        new("--device") { Description = "Another device at the same broker, by its id." };

    private readonly Option<double> _wait = new("--wait")
    {
        Description = "Seconds to wait for the broker.",
        DefaultValueFactory = _ => DefaultPatienceSeconds,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print everything as JSON." };

    private StatusCommand()
    {
        _wait.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 600))
            {
                result.AddError("--wait must be above 0 and at most 600");
            }
        });
        _device.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } id && !DeviceTopics.IsId(id))
            {
                result.AddError($"--device is '{id}', expected letters, digits, '_' or '-'");
            }
        });
    }

    public static Command Create()
    {
        StatusCommand status = new();
        Command command = new(
            "status", "Show how a device is; exit code 0 where it is online, 1 where it is not.")
        {
            status._config, status._device, status._wait, status._json,
        };
        command.SetAction((arguments, _) => Task.FromResult(status.Run(arguments)));
        return command;
    }

    private int Run(ParseResult arguments)
    {
        MonitorConfiguration configuration = ConfigurationFile.Load(arguments.GetValue(_config)!);
        string id = arguments.GetValue(_device) ?? configuration.Device.Id;
        using RetainedReader reader = new(
            configuration.Mqtt, new DeviceTopics(configuration.Mqtt.BaseTopic, id));
        IReadOnlyDictionary<string, JsonNode> found =
            reader.Read(TimeSpan.FromSeconds(arguments.GetValue(_wait)));
        IReadOnlyList<KeptError> errors = id == configuration.Device.Id
            ? LastErrors.Read(new StateFolder(configuration.Storage.Folder))
            : [];
        DeviceStatus status = new(id, found, reader.Failure, [.. errors.TakeLast(MostErrors)]);
        if (arguments.GetValue(_json))
        {
            Console.WriteLine(status.ToJson().ToJsonString());
        }
        else
        {
            status.Print(Console.Out);
        }

        return reader.Failure is not null ? ExitCode.Environment
            : status.IsOnline ? ExitCode.Done : ExitCode.AnswerIsNo;
    }
}
