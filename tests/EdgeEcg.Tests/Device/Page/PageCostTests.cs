using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>
/// <c>./test page-cost</c>: what the page and its viewers cost the daemon and the network, how smoothly the
/// trace moves, and how long an alarm takes to the eye. Figures of the machine that runs it, so not a part of
/// the tests that must pass.
/// </summary>
public sealed class PageCostTests(ITestOutputHelper output)
{
    private const double RateSps = 500;
    private static readonly TimeSpan MeasuredFor = TimeSpan.FromSeconds(10);

    /// <summary>Longer, because the difference is small.</summary>
    private static readonly TimeSpan ComparedFor = TimeSpan.FromSeconds(40);

    /// <summary>
    /// For some seconds: frames that the browser showed, frames in which the trace was drawn anew, the
    /// longest time between two frames in ms, and pixels of the trace that changed, looked at in every tenth.
    /// </summary>
    private const string Frames = """
        async seconds => {
          const canvas = document.getElementById('trace');
          const context = canvas.getContext('2d', { willReadFrequently: true });
          const clear = context.clearRect.bind(context);
          let drawn = 0;
          context.clearRect = (...box) => { drawn++; clear(...box); };
          const pixels = () => context.getImageData(0, 0, canvas.width, canvas.height).data;
          const frame = () => new Promise(requestAnimationFrame);
          const start = await frame();
          let [last, frames, longest] = [start, 0, 0];
          while (last - start < 1000 * seconds) {
            const now = await frame();
            longest = Math.max(longest, now - last);
            [last, frames] = [now, frames + 1];
          }
          const measured = [frames, drawn, longest, (last - start) / 1000];
          let [changed, before] = [0, pixels()];
          const since = await frame();
          let at = since;
          while (at - since < 2000) {
            for (let i = 0; i < 10; i++) { at = await frame(); }
            const now = pixels();
            for (let i = 3; i < now.length; i += 4) { changed += now[i] !== before[i] ? 1 : 0; }
            before = now;
          }
          return [...measured, changed / ((at - since) / 1000)];
        }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Table => Path.Combine(TestData.RepositoryRoot, "artifacts", "page-cost.md");

    [Fact(Explicit = true)]
    public async Task Of_the_daemon_with_no_one_and_five_viewers_and_with_one_that_stops_reading()
    {
        using TemporaryFolder folder = new();
        await using DaemonWithPage daemon = await DaemonWithPage.Start(folder);
        StringBuilder table = new(
            "| viewers | daemon, % of one core | bytes a second and viewer |\n| --- | --- | --- |\n");
        using (TemporaryFolder bare = new())
        {
            // Both at the same time, so that both suffer from what else this machine does.
            await using DaemonWithPage without = await DaemonWithPage.Start(bare, serves: false);
            (double CpuPercent, double)[] both = await Task.WhenAll(
                without.Measure(0, ComparedFor), daemon.Measure(0, ComparedFor));
            table.Append(CultureInfo.InvariantCulture,
                $"| no page at all | {both[0].CpuPercent:0.0} | |\n| 0 | {both[1].CpuPercent:0.0} | |\n");
        }

        foreach (int viewers in new[] { 1, 5 })
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
    public async Task Frames_a_second_of_the_live_trace()
    {
        using TemporaryFolder folder = new();
        await using DaemonWithPage daemon = await DaemonWithPage.Start(folder);
        await using Browser browser = await Browser.Start();
        IPage page = await browser.Visit(daemon.Address.AbsoluteUri);
        await Assertions.Expect(page.Locator("#rate")).ToContainTextAsync("bpm", new() { Timeout = 60_000 });

        double[] found = await page.EvaluateAsync<double[]>(Frames, MeasuredFor.TotalSeconds);

        string line = string.Create(CultureInfo.InvariantCulture,
            $"live trace in Chromium: {found[0] / found[3]:0.0} frames a second, drawn anew in "
            + $"{found[1] / found[3]:0.0}, {found[2]:0} ms between two at most, "
            + $"{found[4]:0} pixels changed a second");
        output.WriteLine(line);
        File.WriteAllText(Path.ChangeExtension(Table, ".frames.md"), line + "\n");
        Assert.Equal(found[0], found[1], tolerance: 2);
        Assert.True(found[4] > 0, "nothing moves");
    }

    [Theory(Explicit = true)]
    [InlineData("pause", 10)]
    [InlineData("abnormal_run", 130)]
    public async Task From_the_R_peak_to_the_alarm_on_the_page(string code, double atSeconds)
    {
        SyntheticScript script = new(
        [
            code == "pause"
                ? SyntheticEpisode.Pause(atSeconds, 2.8)
                : SyntheticEpisode.Ventricular(atSeconds, beats: 5),
        ]);
        long peak = DecidingPeak(code, [.. new SyntheticTruth(
            new SampleRate(RateSps), new SyntheticEcgSettings(), script, atSeconds + 20).Beats]);
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(speed: 1, script: script);
        IPage page = await browser.Visit(device.Address);
        TaskCompletionSource<long> seen = new();
        await page.ExposeFunctionAsync("alarmSeen", () => seen.TrySetResult(device.Samples));
        await page.EvaluateAsync(
            """
            code => new MutationObserver(() => {
              const isThere = document.querySelector(`.alarm[data-code=${code}]`) !== null;
              if (isThere) { requestAnimationFrame(() => alarmSeen()); }
            }).observe(document.getElementById('alarms'), { childList: true })
            """,
            code);

        long shown = await seen.Task.WaitAsync(TimeSpan.FromMinutes(4), TimeProvider.System, Cancellation);

        double delay = (shown - peak) / RateSps;
        string line = string.Create(
            CultureInfo.InvariantCulture, $"R peak to the alarm '{code}' on the page: {delay:0.00} s");
        output.WriteLine(line);
        File.WriteAllText(Path.ChangeExtension(Table, $".alarm-{code}.md"), line + "\n");
        Assert.InRange(delay, 0, 1.5);
    }

    // The beat that ends the pause, or the third in a row.
    private static long DecidingPeak(string code, SyntheticBeat[] beats) => code == "pause"
        ? beats.Zip(beats.Skip(1)).First(
            pair => pair.Second.SampleIndex - pair.First.SampleIndex > 2.5 * RateSps).Second.SampleIndex
        : beats.Where(beat => beat.Class is SyntheticBeatClass.Ventricular).ElementAt(2).SampleIndex;
}
