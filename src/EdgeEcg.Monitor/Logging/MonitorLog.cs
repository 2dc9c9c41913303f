using Microsoft.Extensions.Logging;

namespace EdgeEcg.Monitor.Logging;

/// <summary>Everything this project logs. An event id never changes its meaning.</summary>
internal static partial class MonitorLog
{
    [LoggerMessage(2001, LogLevel.Warning, "alarm {Code} is {Presence}: {Text}")]
    public static partial void AlarmRaised(ILogger log, string code, string presence, string text);

    [LoggerMessage(2002, LogLevel.Information, "alarm {Code} is {Presence}")]
    public static partial void AlarmChanged(ILogger log, string code, string presence);

    [LoggerMessage(2003, LogLevel.Information, "command {Verb} from {By} was carried out")]
    public static partial void CommandDone(ILogger log, string verb, string by);

    [LoggerMessage(2004, LogLevel.Warning, "command {Verb} from {By} was refused: {Why}")]
    public static partial void CommandRefused(ILogger log, string verb, string by, string why);

    [LoggerMessage(
        2005, LogLevel.Warning,
        "real-time scheduling is not allowed: above 1000 SPS samples may be lost while others use the "
        + "processor (LimitRTPRIO= of the unit allows it)")]
    public static partial void NoRealTime(ILogger log);
}
