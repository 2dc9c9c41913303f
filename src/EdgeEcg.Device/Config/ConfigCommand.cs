using System.CommandLine;
using System.Text.Json;

namespace EdgeEcg.Device.Config;

/// <summary><c>edgeecg config</c>: what technicians ask of a configuration file.</summary>
internal static class ConfigCommand
{
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create() =>
        new("config", "Check, show, explain and update the configuration file.")
        {
            ConfigCheck.Create(),
            ConfigShow.Create(),
            ConfigExplain.Create(),
            ConfigMigrate.Create(),
        };

    public static Argument<string> File() => new("FILE")
    {
        Description = "The configuration file.",
        DefaultValueFactory = _ => "/etc/edgeecg/edgeecg.yaml",
    };

    public static Option<bool> AsJson() => new("--json") { Description = "Print JSON." };
}
