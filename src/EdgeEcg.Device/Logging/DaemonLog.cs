using EdgeEcg.Monitor.Messages;
using Microsoft.Extensions.Logging;

namespace EdgeEcg.Device.Logging;

/// <summary>Everything this project logs. An event id never changes its meaning.</summary>
internal static partial class DaemonLog
{
    [LoggerMessage(
        1001, LogLevel.Information, "{Device} runs (model {Model}, broker {Host}:{Port}); not for diagnosis")]
    public static partial void Runs(ILogger log, string device, string model, string host, int port);

    [LoggerMessage(1002, LogLevel.Information, "page at {Address}")]
    public static partial void PageAt(ILogger log, string address);

    [LoggerMessage(1003, LogLevel.Information, "connected to the broker")]
    public static partial void Connected(ILogger log);

    [LoggerMessage(1004, LogLevel.Warning, "{Failure}")]
    public static partial void NotConnected(ILogger log, string failure);

    [LoggerMessage(
        1005, LogLevel.Information,
        "stopped after {Beats} beats, {Events} events, {Waiting} messages not delivered")]
    public static partial void Stopped(ILogger log, long beats, long events, long waiting);

    [LoggerMessage(
        1006, LogLevel.Error, "{Stage} has stood still for too long: the watchdog is not fed any more")]
    public static partial void Stuck(ILogger log, string stage);

    [LoggerMessage(
        1007, LogLevel.Error,
        "the program failed {Failures} times in a row within a minute of its start: safe mode, it records "
        + "and the heart is not being watched")]
    public static partial void SafeMode(ILogger log, int failures);

    [LoggerMessage(1008, LogLevel.Warning, "the run before this one ended by {End}")]
    public static partial void LastEnded(ILogger log, LastEnd end);

    [LoggerMessage(1009, LogLevel.Information, "safe mode is over: the whole program is tried again")]
    public static partial void SafeModeOver(ILogger log);

    [LoggerMessage(1010, LogLevel.Critical, "{Crash}")]
    public static partial void Crashed(ILogger log, string crash);

    [LoggerMessage(1011, LogLevel.Information, "everything retained is published again")]
    public static partial void Refreshed(ILogger log);

    [LoggerMessage(
        1012, LogLevel.Information, "reads the chip since {Milliseconds} ms after the process began")]
    public static partial void Reads(ILogger log, long milliseconds);
}
