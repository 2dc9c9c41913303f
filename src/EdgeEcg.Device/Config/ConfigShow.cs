using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Config;

/// <summary>
/// <c>edgeecg config show</c>: every key with the value in force and where it comes from. Secrets are masked.
/// </summary>
internal sealed class ConfigShow
{
    private const string Masked = "********";

    private readonly Argument<string> _file = ConfigCommand.File();
    private readonly Option<bool> _json = ConfigCommand.AsJson();

    private ConfigShow()
    {
    }

    public static Command Create()
    {
        ConfigShow show = new();
        Command command = new("show", "Show every value in force and where it comes from; secrets masked.")
        {
            show._file, show._json,
        };
        command.SetAction(show.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        string file = arguments.GetValue(_file)!;
        IReadOnlyList<ListedValue> values = ListedValue.All(file, ConfigurationFile.ReadText(file));
        if (arguments.GetValue(_json))
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    file,
                    values = values.Select(v => new
                    {
                        key = v.Key, value = v.Value, origin = v.Line is null ? "default" : "file",
                        line = v.Line, secret = v.IsSecret ? Masked : null,
                    }),
                },
                ConfigCommand.Json));
            return ExitCode.Done;
        }

        Print(file, values);
        return ExitCode.Done;
    }

    private static void Print(string file, IReadOnlyList<ListedValue> values)
    {
        Console.WriteLine(file);
        int width = values.Max(v => v.Key.Length);
        int originWidth = values.Max(v => Origin(v).Length);
        foreach (ListedValue value in values)
        {
            string key = value.Key.PadRight(width);
            Console.WriteLine($"  {key}  {Origin(value).PadRight(originWidth)}  {Describe(value)}");
        }
    }

    private static string Describe(ListedValue value) => value switch
    {
        { Value: "" } => "-",
        { IsSecret: true } => $"{Masked} in {NamedFile.Look(value.File!, isSecret: true).Description}",
        { File: not null } => NamedFile.Look(value.File, isSecret: false).Description,
        _ => value.Value,
    };

    private static string Origin(ListedValue value) => value.Line is not { } line
        ? "default"
        : string.Create(CultureInfo.InvariantCulture, $"line {line}")
            + (value.WrittenAs == value.Key ? "" : $" ({value.WrittenAs})");
}
