using System.Text.RegularExpressions;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Deploy;

/// <summary>deploy/dashboards/fleet.sql in a real PostgreSQL, fed with messages.</summary>
public sealed partial class FleetDatabaseTests : IDisposable
{
    private readonly PostgresServer _database = PostgresServer.Start();

    public FleetDatabaseTests()
    {
        _database.RunFile(Recipe("fleet.sql"));
    }

    [Fact]
    public void Every_message_of_the_contract_is_stored_once_however_often_it_comes()
    {
        string documented = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "messages.md"));
        string[] kinds = ["status", "info", "health", "state", "event", "alarm", "strip"];
        for (int again = 0; again < 2; again++)
        {
            foreach (string kind in kinds)
            {
                Match example = Example().Matches(documented)
                    .First(match => match.Groups["kind"].Value == kind);
                Take($"edgeecg/ecg-01/{kind}/pause", example.Groups["body"].Value);
            }
        }

        Assert.Equal("", _database.Ask("select topic, reason from edgeecg.refused"));
        Assert.Equal(
            "1|1|1|1|1|1",
            _database.Ask("""
                select (select count(*) from edgeecg.device where state = 'online' and info is not null),
                       (select count(*) from edgeecg.health), (select count(*) from edgeecg.state),
                       (select count(*) from edgeecg.event), (select count(*) from edgeecg.alarm),
                       (select count(*) from edgeecg.strip)
                """));
    }

    [Fact]
    public void Alarms_are_counted_per_device_and_day_with_those_that_nobody_acknowledged()
    {
        TakeAlarm("ecg-01", "pause", "ecg-01.b.1", "on", "2026-01-31T08:00:00.000Z");
        TakeAlarm("ecg-01", "pause", "ecg-01.b.1", "ack", "2026-01-31T08:00:00.000Z");
        Take("edgeecg/ecg-01/alarm/pause", "");
        TakeAlarm("ecg-01", "pause", "ecg-01.b.2", "on", "2026-01-31T20:00:00.000Z");
        TakeAlarm("ecg-02", "pause", "ecg-02.b.1", "on", "2026-02-01T08:00:00.000Z");

        string perDay = _database.Ask("""
            set timezone to 'UTC';
            select device_id, day, alarms, never_acknowledged
            from edgeecg.alarms_per_device_per_day order by device_id, day
            """);

        Assert.Equal("ecg-01|2026-01-31|2|1\necg-02|2026-02-01|1|1", perDay);
        Assert.Equal("1", _database.Ask("select count(*) from edgeecg.alarm where ended is not null"));
    }

    [Fact]
    public void A_message_that_does_not_fit_is_kept_with_its_reason_and_stops_no_other()
    {
        _database.Ask("""
            select edgeecg.take(
                array['edgeecg/ecg-01/event', 'edgeecg/ecg-01/status'],
                array['{"id": "unfinished', '{"state": "online", "reason": "started", "boot_id": "b"}'], 7)
            """);

        Assert.Equal("online", _database.Ask("select state from edgeecg.device"));
        Assert.Equal(
            "|the collector dropped 7 messages: the database was away\n"
                + "edgeecg/ecg-01/event|invalid input syntax for type json",
            _database.Ask("select topic, reason from edgeecg.refused order by topic nulls first"));
    }

    [Fact]
    public void The_recipe_can_be_run_again_the_questions_have_answers_and_old_rows_go_when_told()
    {
        TakeAlarm("ecg-01", "pause", "ecg-01.b.1", "on", "2026-01-31T08:00:00.000Z");

        _database.RunFile(Recipe("fleet.sql"));
        string answers = _database.RunFile(Recipe("questions.sql"));
        _database.Ask("select edgeecg.forget('1 day')");

        Assert.Contains("ecg-01", answers, StringComparison.Ordinal);
        Assert.Equal("0", _database.Ask("select count(*) from edgeecg.alarm"));
    }

    public void Dispose() => _database.Dispose();

    [GeneratedRegex(
        @"^## `(?<kind>\w+)`\n.*?```json\n(?<body>.*?)```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    private static string Recipe(string name) =>
        Path.Combine(TestData.RepositoryRoot, "deploy", "dashboards", name);

    private void TakeAlarm(string device, string code, string eventId, string presence, string onset) =>
        Take($"edgeecg/{device}/alarm/{code}", $$"""
            { "schema": 1, "test": false, "code": "{{code}}", "event_id": "{{eventId}}", "kind": "phy",
              "priority": "me", "presence": "{{presence}}", "text": "No beat.", "onset": "{{onset}}",
              "cleared": null }
            """);

    private void Take(string topic, string payload)
    {
        string quoted = payload.Replace("'", "''", StringComparison.Ordinal);
        _database.Ask($"select edgeecg.take(array['{topic}'], array['{quoted}'])");
    }
}
