using EdgeEcg.Device.Logging;
using EdgeEcg.Monitor.Logging;
using EdgeEcg.Monitor.State;
using EdgeEcg.Monitor.Supervision;
using EdgeEcg.Tests.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeEcg.Tests.Device.Logging;

public sealed class DaemonLoggerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly StringWriter _written = new() { NewLine = "\n" };
    private readonly LogLevelSwitch _level = new();

    [Theory]
    [InlineData(
        true, "<3>1006 the analysis has stood still for too long: the watchdog is not fed any more\n")]
    [InlineData(
        false, "edgeecg: the analysis has stood still for too long: the watchdog is not fed any more\n")]
    public void A_line_begins_with_its_priority_where_journald_reads_it(bool isJournal, string expected)
    {
        LastErrors errors = Errors();

        DaemonLog.Stuck(Logger(isJournal, errors), "the analysis");

        Assert.Equal(expected, _written.ToString());
        Assert.NotNull(errors.Newest);
    }

    [Fact]
    public void The_level_is_changed_while_it_runs()
    {
        DaemonLogger log = Logger(isJournal: true, Errors());

        _level.Level = LogLevel.Warning;
        DaemonLog.Connected(log);
        _level.Level = LogLevel.Information;
        DaemonLog.Connected(log);

        Assert.Equal("<6>1003 connected to the broker\n", _written.ToString());
    }

    [Fact]
    public void One_cause_does_not_fill_the_log_and_what_was_held_back_is_counted()
    {
        DaemonLogger log = Logger(isJournal: false, Errors());

        for (int i = 0; i < 100; i++)
        {
            DaemonLog.NotConnected(log, $"failure {i}");
        }

        DaemonLog.Connected(log);
        _time.Advance(TimeSpan.FromMinutes(1));
        DaemonLog.NotConnected(log, "again");

        string[] lines = _written.ToString().TrimEnd().Split('\n');
        Assert.Equal(LogRateLimit.MostPerMinute + 2, lines.Length);
        Assert.Equal("edgeecg: again (90 more like this were not logged)", lines[^1]);
    }

    public void Dispose()
    {
        _written.Dispose();
        _folder.Dispose();
    }

    private LastErrors Errors() => new(new StateFolder(_folder.Path), "boot", _time);

    private DaemonLogger Logger(bool isJournal, LastErrors errors) =>
        new(_level, new LogRateLimit(_time), errors, _written, isJournal);
}
