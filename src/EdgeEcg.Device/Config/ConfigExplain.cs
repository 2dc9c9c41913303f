using System.CommandLine;
using System.Text.Json;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Device.Config;

/// <summary>
/// <c>edgeecg config explain</c>: range, unit, default and reason of a key or of a section.
/// </summary>
internal sealed class ConfigExplain
{
    private readonly Argument<string> _key = new("KEY")
    {
        Description = "A key such as mqtt.port, or a section such as mqtt.",
    };

    private readonly Option<bool> _json = ConfigCommand.AsJson();

    private ConfigExplain()
    {
    }

    public static Command Create()
    {
        ConfigExplain explain = new();
        Command command = new("explain", "Explain a key or a section: range, unit, default and reason.")
        {
            explain._key, explain._json,
        };
        command.SetAction(explain.Run);
        return command;
    }

    private int Run(ParseResult arguments)
    {
        IReadOnlyList<KeyExplanation> keys = KeyExplanation.Of(arguments.GetValue(_key)!);
        if (arguments.GetValue(_json))
        {
            Console.WriteLine(JsonSerializer.Serialize(keys, ConfigCommand.Json));
            return ExitCode.Done;
        }

        foreach (KeyExplanation key in keys)
        {
            Console.WriteLine($"""
                {key.Key}
                  expected  {key.Expected}
                  default   {DefaultOf(key)}
                  why       {key.Reason}

                """);
        }

        return ExitCode.Done;
    }

    private static string DefaultOf(KeyExplanation key) => key switch
    {
        { Required: true } => $"none: it is required (for instance {key.Default})",
        { Default: "" } => "nothing",
        { Unit: "" } => key.Default,
        _ => $"{key.Default} {key.Unit}",
    };
}
