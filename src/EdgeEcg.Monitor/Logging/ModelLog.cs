using Microsoft.Extensions.Logging;

namespace EdgeEcg.Monitor.Logging;

/// <summary>What is logged of models. An event id never changes its meaning.</summary>
internal static partial class ModelLog
{
    [LoggerMessage(3001, LogLevel.Information, "model {Id} installed, signed by {Signer}")]
    public static partial void Installed(ILogger log, string id, string signer);

    [LoggerMessage(3002, LogLevel.Information, "model {Id} has passed its trial over {Beats} beats")]
    public static partial void Passed(ILogger log, string id, long beats);

    [LoggerMessage(3003, LogLevel.Error, "model {Id} is taken back: {Reason}")]
    public static partial void RolledBack(ILogger log, string id, string reason);
}
