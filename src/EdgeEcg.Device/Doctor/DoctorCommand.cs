using System.CommandLine;
using System.Reflection;
using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Doctor;

/// <summary>
/// <c>edgeecg doctor</c>: is this device fit to be left alone, and if not, what has to be done.
/// </summary>
internal sealed class DoctorCommand
{
    private readonly Option<string> _config = new("--config")
    {
        Description = "The configuration file to check, and to check by.",
        DefaultValueFactory = _ => "/etc/edgeecg/edgeecg.yaml",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the results as JSON." };

    private readonly Option<string?> _bundle = new("--bundle")
    {
        Description = "Also write everything that a support needs, without secrets: FILE.tar.gz or FILE.zip.",
    };

    private readonly Option<string?> _fault = new("--simulate-fault")
    {
        Description = "With a simulated source: the fault that its chip shall have ("
            + string.Join(", ", ScriptedFaults.All.Select(fault => fault.Name)) + ").",
    };

    private DoctorCommand()
    {
        _fault.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && ScriptedFaults.Find(name) is null)
            {
                result.AddError($"--simulate-fault '{name}' is none of the faults that --help lists");
            }
        });
    }

    public static Command Create()
    {
        DoctorCommand doctor = new();
        Command command = new(
            "doctor", "Check this device from the chip to the broker, with the remedy for what is wrong.")
        {
            doctor._config, doctor._json, doctor._bundle, doctor._fault,
        };
        command.SetAction((arguments, cancellation) => Task.FromResult(doctor.Run(arguments, cancellation)));
        return command;
    }

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        string path = arguments.GetValue(_config)!;
        bool json = arguments.GetValue(_json);
        string? bundle = arguments.GetValue(_bundle);
        MonitorConfiguration configuration;
        try
        {
            configuration = ConfigurationFile.Load(path);
        }
        catch (ConfigurationException unusable)
        {
            Finish(Report(null, [Unusable(path, unusable)]), null, json, bundle);
            throw;
        }

        ScriptedFault? fault = FaultOf(arguments, configuration.Source.Kind);
        TimeProvider time = TimeProvider.System;
        DoctorRun run = new(DoctorChecks.All(path, configuration, fault, time), time);
        IEnumerable<CheckResult> results = run.Results(cancellation);
        CheckResult[] all = json ? [.. results] : Show(results);
        DoctorReport report = Report(configuration, all);
        Finish(report, configuration, json, bundle);
        return cancellation.IsCancellationRequested ? ExitCode.AnswerIsNo : report.ExitCode;
    }

    /// <exception cref="ConfigurationException">A real chip cannot be told to fail.</exception>
    private ScriptedFault? FaultOf(ParseResult arguments, SourceKind kind)
    {
        ScriptedFault? fault = arguments.GetValue(_fault) is { } name ? ScriptedFaults.Find(name) : null;
        return fault is null || kind != SourceKind.Ads1292
            ? fault
            : throw new ConfigurationException([new(arguments.GetValue(_config)!, 1, 1, "source.kind",
                "ads1292", $"simulated, for --simulate-fault {fault.Name}")]);
    }

    /// <summary>Row by row as they come.</summary>
    private static CheckResult[] Show(IEnumerable<CheckResult> results)
    {
        DoctorTable table = DoctorTable.On(Console.Out, Console.IsOutputRedirected);
        List<CheckResult> all = [];
        foreach (CheckResult result in results)
        {
            all.Add(result);
            table.Add(result);
        }

        return [.. all];
    }

    private static CheckResult Unusable(string path, ConfigurationException unusable) => new(
        "configuration", "file", CheckVerdict.Failed, unusable.Message,
        $"mend {path}; docs/edgeecg.example.yaml shows every key");

    private static DoctorReport Report(MonitorConfiguration? configuration, CheckResult[] checks) => new()
    {
        DeviceId = configuration?.Device.Id,
        Time = TimeProvider.System.GetUtcNow(),
        Version = typeof(DoctorCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion,
        Simulated = configuration is not null and not { Source.Kind: SourceKind.Ads1292 },
        Checks = checks,
    };

    private static void Finish(
        DoctorReport report, MonitorConfiguration? configuration, bool json, string? bundle)
    {
        if (bundle is not null)
        {
            SupportBundle.Write(bundle, report, configuration);
        }

        if (json)
        {
            Console.WriteLine(report.ToJson());
        }
        else if (configuration is not null)
        {
            Console.WriteLine($"{report.Summary}. Not a medical device.");
        }

        if (bundle is not null)
        {
            Console.Error.WriteLine(
                $"edgeecg: {bundle} holds this report and what a support needs, without secrets");
        }
    }
}
