using System.CommandLine;
using System.Text;
using System.Text.Json;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Records;

namespace EdgeEcg.Device.Config;

/// <summary>
/// <c>edgeecg config migrate</c>: writes a file of an older layout in the present one. The old file is kept
/// beside it, and the new one appears in one step, so that a power cut leaves one of the two.
/// </summary>
internal sealed class ConfigMigrate
{
    private readonly Argument<string> _file = ConfigCommand.File();
    private readonly Option<bool> _json = ConfigCommand.AsJson();

    private ConfigMigrate()
    {
    }

    public static Command Create()
    {
        ConfigMigrate migrate = new();
        Command command = new("migrate", "Bring a file of an older layout up to date; the old one is kept.")
        {
            migrate._file, migrate._json,
        };
        command.SetAction(migrate.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string file = arguments.GetValue(_file)!;
        ConfigurationMigration migration = ConfigurationMigration.Of(file, ConfigurationFile.ReadText(file));
        bool isOld = migration.FromVersion < ConfigurationMigration.CurrentVersion;
        string? backup = isOld ? Write(file, migration) : null;
        if (arguments.GetValue(_json))
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    file, from = migration.FromVersion, to = ConfigurationMigration.CurrentVersion,
                    changes = migration.Changes, backup,
                },
                ConfigCommand.Json));
            return ExitCode.Done;
        }

        foreach (string change in migration.Changes)
        {
            Console.WriteLine(change);
        }

        Console.WriteLine(isOld
            ? $"{file}: layout {migration.FromVersion} became {ConfigurationMigration.CurrentVersion}; "
                + $"the old file is {backup}"
            : $"{file}: has layout {migration.FromVersion}, the present one; nothing to do");
        return ExitCode.Done;
    }

    private static string Write(string file, ConfigurationMigration migration)
    {
        string backup = FreeName($"{file}.layout-{migration.FromVersion}");
        File.Copy(file, backup);
        using AtomicFile written = new(file);
        File.SetUnixFileMode(written.Stream.SafeFileHandle, File.GetUnixFileMode(file));
        written.Stream.Write(Encoding.UTF8.GetBytes(migration.Text));
        written.Commit();
        return backup;
    }

    private static string FreeName(string name)
    {
        string free = name;
        for (int number = 2; Path.Exists(free); number++)
        {
            free = $"{name}.{number}";
        }

        return free;
    }
}
