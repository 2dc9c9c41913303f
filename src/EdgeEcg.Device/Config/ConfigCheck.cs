using System.CommandLine;
using System.Text.Json;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Config;

/// <summary>
/// <c>edgeecg config check</c>: everything that is wrong with a file at once. What other files it names is
/// looked at as well, but only warned about: the file may be checked on another machine than the device.
/// </summary>
internal sealed class ConfigCheck
{
    private readonly Argument<string> _file = ConfigCommand.File();
    private readonly Option<bool> _json = ConfigCommand.AsJson();

    private ConfigCheck()
    {
    }

    public static Command Create()
    {
        ConfigCheck check = new();
        Command command = new("check", "Say everything that is wrong with a configuration file.")
        {
            check._file, check._json,
        };
        command.SetAction(check.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string file = arguments.GetValue(_file)!;
        bool json = arguments.GetValue(_json);
        string text = ConfigurationFile.ReadText(file);
        try
        {
            IReadOnlyList<ListedValue> values = ListedValue.All(file, text);
            int layout = ConfigurationFile.Parse(file, text).Effective.Layout;
            Print(file, layout, values, json);
            return ExitCode.Done;
        }
        catch (ConfigurationException bad)
        {
            if (!json)
            {
                throw new CheckFailedException(bad.Message);
            }

            Console.WriteLine(JsonSerializer.Serialize(
                new { ok = false, file, findings = bad.Findings }, ConfigCommand.Json));
            return ExitCode.AnswerIsNo;
        }
    }

    private static void Print(string file, int layout, IReadOnlyList<ListedValue> values, bool json)
    {
        string[] warnings = [.. Warnings(file, layout, values)];
        int written = values.Count(v => v.Line is not null);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { ok = true, file, layout, keys_set = written, warnings }, ConfigCommand.Json));
            return;
        }

        foreach (string warning in warnings)
        {
            Console.WriteLine($"warning: {warning}");
        }

        Console.WriteLine($"{file}: good; layout {layout}, {written} of {values.Count} keys set");
    }

    private static IEnumerable<string> Warnings(
        string file, int layout, IReadOnlyList<ListedValue> values)
    {
        if (layout < ConfigurationMigration.CurrentVersion)
        {
            yield return $"{file}:1:1: found layout {layout}, "
                + $"expected {ConfigurationMigration.CurrentVersion}; "
                + "it works as it is, and edgeecg config migrate brings it up to date.";
        }

        foreach (ListedValue value in values.Where(v => v.File is not null))
        {
            if (NamedFile.Look(value.File!, value.IsSecret) is { IsFine: false } look)
            {
                yield return $"{file}:{value.Line}:1: {value.WrittenAs}: found {look.Description}, "
                    + $"expected {(value.IsSecret ? "a file that only its owner reads (0600)" : "a file")}.";
            }
        }
    }
}
