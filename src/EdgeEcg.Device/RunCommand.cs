using System.CommandLine;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device;

/// <summary><c>edgeecg run</c>: the daemon.</summary>
internal sealed class RunCommand
{
    private readonly Option<string> _config = new("--config")
    {
        Description = "The configuration file; docs/edgeecg.example.yaml shows every key.",
        DefaultValueFactory = _ => "/etc/edgeecg/edgeecg.yaml",
    };

    private RunCommand()
    {
    }

    public static Command Create()
    {
        RunCommand run = new();
        Command command = new("run", "Run the monitor until it is stopped.") { run._config };
        command.SetAction((arguments, cancellation) => Task.FromResult(run.Run(arguments, cancellation)));
        return command;
    }

    /// <summary>
    /// Runs a monitor until its signal ends or it is stopped; says what it did on standard error.
    /// </summary>
    public static int Run(MonitorConfiguration configuration, CancellationToken cancellation) =>
        new Daemon(configuration).Run(cancellation);

    private int Run(ParseResult arguments, CancellationToken cancellation)
    {
        string file = arguments.GetValue(_config)!;
        MonitorConfiguration configuration = ConfigurationFile.Load(file);
        if (configuration.Effective.Layout < ConfigurationMigration.CurrentVersion)
        {
            Console.Error.WriteLine(
                $"edgeecg: {file} has layout {configuration.Effective.Layout}, which works; "
                + $"'edgeecg config migrate {file}' brings it to {ConfigurationMigration.CurrentVersion}");
        }

        return Run(configuration, cancellation);
    }
}
