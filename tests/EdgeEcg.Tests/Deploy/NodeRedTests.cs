using System.Diagnostics;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Deploy;

/// <summary>
/// Node-RED with our flows, a daemon with a simulated chip, a broker, a database, and Chromium in front.
/// Node-RED is a large download, so these run by name: <c>./test dashboards</c>.
/// </summary>
public sealed class NodeRedTests
{
    private const float PatienceMs = 60_000;

    private static string Dashboards => Path.Combine(TestData.RepositoryRoot, "deploy", "dashboards");

    [Fact(Explicit = true)]
    public async Task An_alarm_of_the_device_is_on_the_page_and_its_acknowledgement_reaches_the_broker()
    {
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using TemporaryFolder folder = new();
        using NodeRed nodeRed = await NodeRed.Start(folder, broker.Port);
        using Process daemon = StartDaemon(folder, broker.Port);
        await using Browser browser = await Browser.Start();
        try
        {
            IPage page = await browser.Visit(nodeRed.Address);
            await page.Locator("[data-device=bench]").WaitForAsync(Patiently);
            await page.Locator("[data-event]").First.WaitForAsync(Patiently);
            await page.Locator("[data-strip] path.trace").First.WaitForAsync(Patiently);
            using BrokerClient client = new(broker.Port, "edgeecg/+/cmd/#");
            client.PublishRetained("edgeecg/ecg-01/alarm/pause", """
                { "schema": 1, "test": false, "code": "pause", "event_id": "ecg-01.b.1", "kind": "phy",
                  "priority": "me", "presence": "on", "text": "No beat for 2.4 s.", "onset_sample_index": 1,
                  "onset": null, "determined": null, "cleared": null, "clock": "unset",
                  "disclaimer": "not for diagnosis" }
                """);
            ILocator alarm = page.Locator("[data-code=pause]", new() { HasText = "ecg-01" });
            await page.ScreenshotAsync(new() { Path = Picture("node-red.png"), FullPage = true });
            ILocator button = alarm.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" });
            await button.ClickAsync(new() { Timeout = PatienceMs });

            (string topic, string payload) = client.WaitFor(_ => true);
            client.PublishRetained("edgeecg/ecg-01/alarm/pause", "");
            await Assertions.Expect(alarm).ToHaveCountAsync(0, new() { Timeout = PatienceMs });

            Assert.Equal("edgeecg/ecg-01/cmd/acknowledge", topic);
            Assert.Contains("\"code\":\"pause\"", payload, StringComparison.Ordinal);
            Assert.Contains("\"transaction\":", payload, StringComparison.Ordinal);
        }
        finally
        {
            daemon.Kill(entireProcessTree: true);
        }
    }

    [Fact(Explicit = true)]
    public async Task The_devices_own_alarm_is_acknowledged_in_the_dashboard_and_the_device_says_so()
    {
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using TemporaryFolder folder = new();
        using NodeRed nodeRed = await NodeRed.Start(folder, broker.Port);
        using BrokerClient client = new(
            broker.Port, "edgeecg/bench/alarm/abnormal_run", "edgeecg/bench/rsp/acknowledge");
        using Process daemon = StartDaemon(folder, broker.Port);
        await using Browser browser = await Browser.Start();
        try
        {
            IPage page = await browser.Visit(nodeRed.Address);
            ILocator alarm = page.Locator("[data-code=abnormal_run]", new() { HasText = "bench" });
            await alarm.WaitForAsync(Patiently);
            await page.ScreenshotAsync(new() { Path = Picture("node-red-alarm.png"), FullPage = true });

            await alarm.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

            const string Topic = "edgeecg/bench/alarm/abnormal_run";
            (_, string raised) = client.WaitFor(m => m.Topic == Topic);
            (_, string answer) = client.WaitFor(m => m.Topic != Topic);
            client.WaitFor(m => m.Topic == Topic
                && (m.Payload.Length == 0 || m.Payload.Contains("\"ack\"", StringComparison.Ordinal)));
            Assert.Contains("\"presence\":\"on\"", raised, StringComparison.Ordinal);
            Assert.Contains("\"ok\"", answer, StringComparison.Ordinal);
            await Assertions.Expect(alarm.GetByRole(AriaRole.Button)).ToHaveCountAsync(
                0, new() { Timeout = PatienceMs });
        }
        finally
        {
            daemon.Kill(entireProcessTree: true);
        }
    }

    [Fact(Explicit = true)]
    public async Task A_fleet_lands_in_postgresql_also_when_the_database_was_away_for_a_while()
    {
        using PostgresServer database = PostgresServer.Start();
        database.RunFile(Path.Combine(Dashboards, "fleet.sql"));
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using TemporaryFolder folder = new();
        using NodeRed nodeRed = await NodeRed.Start(
            folder, broker.Port,
            ("PGHOST", database.Host), ("PGUSER", "edgeecg"), ("PGDATABASE", "postgres"));

        PublishStatuses(broker.Port, devices: 40, state: "online");
        Eventually("40", () => database.Ask("select count(*) from edgeecg.device where state = 'online'"));
        database.Stop();
        PublishStatuses(broker.Port, devices: 40, state: "offline");
        database.Resume();

        Eventually("40", () => database.Ask("select count(*) from edgeecg.device where state = 'offline'"));
        Assert.Equal("0", database.Ask("select count(*) from edgeecg.refused"));
    }

    [Fact(Explicit = true)]
    public async Task A_page_for_others_needs_a_password_and_refuses_a_wrong_one()
    {
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using TemporaryFolder folder = new();
        using Process hash = Process.Start(new ProcessStartInfo(
            "node", ["-e", "console.log(require('bcryptjs').hashSync('right', 8))"])
        { WorkingDirectory = Dashboards, RedirectStandardOutput = true })!;
        string hashed = await hash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);

        InvalidOperationException refused = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            NodeRed.Start(folder, broker.Port, ("EDGEECG_DASHBOARD_HOST", "0.0.0.0")));
        using NodeRed nodeRed = await NodeRed.Start(
            folder, broker.Port, ("EDGEECG_DASHBOARD_PASSWORD_HASH", hashed.Trim()));
        await using Browser browser = await Browser.Start();
        IPage wrong = await browser.Visit(nodeRed.Address, As("edgeecg", "wrong"));
        IPage right = await browser.Visit(nodeRed.Address, As("edgeecg", "right"));

        Assert.Contains("EDGEECG_DASHBOARD_PASSWORD_HASH", refused.Message, StringComparison.Ordinal);
        await Assertions.Expect(wrong.GetByText("Unauthorized")).ToBeVisibleAsync();
        ILocator empty = right.GetByText("No device has been heard yet.");
        await Assertions.Expect(empty).ToBeVisibleAsync(new() { Timeout = PatienceMs });
    }

    private static LocatorWaitForOptions Patiently => new() { Timeout = PatienceMs };

    private static BrowserNewContextOptions As(string user, string password) =>
        new() { HttpCredentials = new() { Username = user, Password = password } };

    private static string Picture(string name)
    {
        string folder = Path.Combine(TestData.RepositoryRoot, "artifacts", "screenshots");
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, name);
    }

    private static Process StartDaemon(TemporaryFolder folder, int brokerPort)
    {
        File.WriteAllText(folder.File("edgeecg.yaml"), $"""
            version: 1
            device:
              id: bench
            source:
              kind: simulated
              simulated:
                speed: 20
            storage:
              folder: storage
            mqtt:
              host: 127.0.0.1
              port: {brokerPort}
            """);
        return Process.Start(
            Path.Combine(TestData.RepositoryRoot, "edgeecg"),
            ["run", "--config", folder.File("edgeecg.yaml")]);
    }

    private static void PublishStatuses(int brokerPort, int devices, string state)
    {
        using BrokerClient client = new(brokerPort);
        for (int device = 0; device < devices; device++)
        {
            client.PublishRetained($"edgeecg/ecg-{device}/status", $$"""
                { "schema": 1, "test": false, "state": "{{state}}", "reason": "started", "boot_id": "b",
                  "session": 1 }
                """);
        }
    }

    private static void Eventually(string expected, Func<string> ask)
    {
        long since = TimeProvider.System.GetTimestamp();
        while (ask() != expected
            && TimeProvider.System.GetElapsedTime(since).TotalMilliseconds < PatienceMs)
        {
            Thread.Yield();
        }

        Assert.Equal(expected, ask());
    }
}
