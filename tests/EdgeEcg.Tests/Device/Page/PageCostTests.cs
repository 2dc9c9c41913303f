using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>
/// <c>./test page-cost</c>: what viewers cost the daemon and the network, and how long an alarm takes to the
/// eye. Figures of the machine that runs it, so not a part of the tests that must pass.
/// </summary>
public sealed class PageCostTests(ITestOutputHelper output)
{
    private const double RateSps = 500;
    private static readonly TimeSpan MeasuredFor = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Table => Path.Combine(TestData.RepositoryRoot, "artifacts", "page-cost.md");

    [Fact(Explicit = true)]
    public async Task Of_the_daemon_with_no_one_and_five_viewers_and_with_one_that_stops_reading()
    {
        using TemporaryFolder folder = new();
        await using DaemonWithPage daemon = await DaemonWithPage.Start(folder);
        StringBuilder table = new(
            "| viewers | daemon, % of one core | bytes a second and viewer |\n| --- | --- | --- |\n");
        foreach (int viewers in new[] { 0, 1, 5 })
        {
            (double cpu, double bytes) = await daemon.Measure(viewers, MeasuredFor);
            table.Append(CultureInfo.InvariantCulture, $"| {viewers} | {cpu:0.0} | {bytes:0} |\n");
        }

        using TcpClient stuck = new() { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync(daemon.Address.Host, daemon.Address.Port, Cancellation);
        await stuck.GetStream().WriteAsync(
            "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancellation);
        (double withStuck, double beside) = await daemon.Measure(1, MeasuredFor);
        table.Append(CultureInfo.InvariantCulture,
            $"| 1, and one that stops reading | {withStuck:0.0} | {beside:0} |\n");

        output.WriteLine(table.ToString());
        File.WriteAllText(Table, table.ToString());
        Assert.True(beside > 2 * RateSps, "a viewer that reads got less than half of the trace");
    }

    [Fact(Explicit = true)]
    public async Task From_the_R_peak_to_the_alarm_on_the_page()
    {
        SyntheticScript script = new(
        [
            SyntheticEpisode.Pause(10, 2.8), SyntheticEpisode.Pause(30, 2.8), SyntheticEpisode.Pause(50, 2.8),
        ]);
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(speed: 1, script: script);
        IPage page = await browser.Visit(device.Address);
        TaskCompletionSource<long>[] seen = [new(), new(), new()];
        int alarms = 0;
        await page.ExposeFunctionAsync(
            "alarmSeen", () => seen[Math.Min(2, alarms++)].TrySetResult(device.Samples));
        await page.EvaluateAsync(
            """
            () => {
              let isThere = false;
              new MutationObserver(() => {
                const alarm = document.querySelector('.alarm[data-code=pause]') !== null;
                if (alarm && !isThere) { requestAnimationFrame(() => alarmSeen()); }
                isThere = alarm;
              }).observe(document.getElementById('alarms'), { childList: true });
            }
            """);
        SyntheticBeat[] beats =
            [.. new SyntheticTruth(new SampleRate(RateSps), new SyntheticEcgSettings(), script, 70).Beats];
        long[] peaks = [.. beats.Zip(beats.Skip(1))
            .Where(pair => pair.Second.SampleIndex - pair.First.SampleIndex > 2.5 * RateSps)
            .Select(pair => pair.Second.SampleIndex)];

        List<double> delays = [];
        for (int i = 0; i < seen.Length; i++)
        {
            long shown = await seen[i].Task.WaitAsync(
                TimeSpan.FromSeconds(60), TimeProvider.System, Cancellation);
            delays.Add((shown - peaks[i]) / RateSps);
            await page.Locator("[data-acknowledge=pause]").ClickAsync();
        }

        string line = "R peak to the alarm on the page: "
            + string.Join(", ", delays.Select(d => d.ToString("0.00 s", CultureInfo.InvariantCulture)));
        output.WriteLine(line);
        File.WriteAllText(Path.ChangeExtension(Table, ".alarm.md"), line + "\n");
        Assert.All(delays, delay => Assert.InRange(delay, 0, 1.5));
    }
}
