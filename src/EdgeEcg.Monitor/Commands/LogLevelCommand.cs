using System.Text.Json.Nodes;
using EdgeEcg.Monitor.Logging;
using Microsoft.Extensions.Logging;

namespace EdgeEcg.Monitor.Commands;

/// <summary><c>log_level</c>: how much is logged until the next start; without one it only says.</summary>
public sealed class LogLevelCommand(LogLevelSwitch logging)
{
    private static readonly Dictionary<string, LogLevel> Levels = new(StringComparer.Ordinal)
    {
        ["debug"] = LogLevel.Debug,
        ["info"] = LogLevel.Information,
        ["warning"] = LogLevel.Warning,
        ["error"] = LogLevel.Error,
    };

    public RemoteCommand Command => new("log_level", Run);

    /// <summary>The words for the levels, the most talkative first.</summary>
    public static IReadOnlyCollection<string> Names => Levels.Keys;

    /// <summary>The word for a level.</summary>
    public static string NameOf(LogLevel level) => Levels.First(l => l.Value >= level).Key;

    private void Run(CommandFields fields, CommandCall call)
    {
        string? wanted = fields.Choice("level", [.. Levels.Keys]);
        fields.End();
        string previous = NameOf(logging.Level);
        logging.Level = wanted is null ? logging.Level : Levels[wanted];
        call.Answer(new JsonObject { ["level"] = NameOf(logging.Level), ["previous"] = previous });
    }
}
