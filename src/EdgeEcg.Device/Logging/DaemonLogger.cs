using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.Supervision;
using Microsoft.Extensions.Logging;

namespace EdgeEcg.Device.Logging;

/// <summary>
/// Where the daemon's log goes: lines on standard error. Under systemd each begins with its priority in
/// angle brackets, which journald takes for its own, and its event id (man 3 sd-daemon); in a terminal with
/// the program's name. Errors are kept durably as well. One cause cannot fill the log.
/// </summary>
/// <param name="level">How much is logged.</param>
/// <param name="limit">How often.</param>
/// <param name="errors">Keeps the errors.</param>
/// <param name="writer">Standard error.</param>
/// <param name="isJournal">Whether journald reads it.</param>
internal sealed class DaemonLogger(
    LogLevelSwitch level, LogRateLimit limit, LastErrors errors, TextWriter writer, bool isJournal) : ILogger
{
    /// <summary>systemd names the journal's stream to those whose output it reads.</summary>
    public static bool JournalReadsOutput => Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= level.Level;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string message = formatter(state, exception).ReplaceLineEndings(" / ");
        if (logLevel >= LogLevel.Error)
        {
            errors.Add(eventId.Id, message);
        }

        if (limit.TryPass(eventId.Id, out int held))
        {
            string more = held == 0 ? "" : $" ({held} more like this were not logged)";
            writer.WriteLine(isJournal
                ? $"<{Priority(logLevel)}>{eventId.Id} {message}{more}"
                : $"edgeecg: {message}{more}");
        }
    }

    // The severities of syslog (RFC 5424, table 2).
    private static int Priority(LogLevel logLevel) => logLevel switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };
}
