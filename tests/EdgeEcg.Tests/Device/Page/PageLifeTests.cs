using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>
/// The page in Chromium as it lives: the trace that moves, the alarm that comes, the daemon that dies. What
/// is measured is measured in the signal's own time, so that a busy machine changes nothing.
/// </summary>
public sealed class PageLifeTests(ITestOutputHelper output)
{
    private const double RateSps = 500;
    private const double PxPerSecond = 25 * 96 / 25.4;
    private const float PatienceMs = 60_000;
    private const double PauseAtSeconds = 5;
    private const double PauseSeconds = 2.8;

    /// <summary>
    /// Looks at the pixels of channel 1 and calls the last column before the widest empty stretch the head;
    /// adds up how far it goes from look to look, and takes the page's own signal time at both ends.
    /// </summary>
    private const string FollowTheHead = """
        async seconds => {
          const { trace } = await import('./page.js');
          const canvas = document.getElementById('trace');
          const context = canvas.getContext('2d', { willReadFrequently: true });
          const head = () => {
            const [width, top, height] = [canvas.width, 20, canvas.height / 2 - 34];
            const pixels = context.getImageData(0, top, width, height).data;
            const empty = x => {
              for (let y = 0; y < height; y++) { if (pixels[4 * (y * width + x) + 3] > 0) { return false; } }
              return true;
            };
            let [best, at, run] = [0, 0, 0];
            for (let x = 0; x < 2 * width; x++) {
              run = empty(x % width) ? run + 1 : 0;
              if (run > best) { [best, at] = [run, x - run]; }
            }
            return at % width;
          };
          const frame = () => new Promise(requestAnimationFrame);
          await frame();
          const first = trace.end;
          let [moved, last, looks] = [0, head(), 0];
          while (trace.end - first < seconds * 500) {
            await frame();
            const now = head();
            moved += (now - last + canvas.width) % canvas.width;
            [last, looks] = [now, looks + 1];
          }
          return [moved, (trace.end - first) / 500, looks];
        }
        """;

    private const string AlarmSeen = """
        code => new Promise(async done => {
          const { trace } = await import('./page.js');
          new MutationObserver(() => {
            if (document.querySelector(`.alarm[data-code=${code}]`)) {
              requestAnimationFrame(() => done(trace.end));
            }
          }).observe(document.getElementById('alarms'), { childList: true });
        })
        """;

    [Fact]
    public async Task The_trace_sweeps_at_25_millimetres_a_second_of_signal()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(speed: 1);
        IPage page = await browser.Visit(
            device.Address, new() { ViewportSize = new() { Width = 1200, Height = 800 } });
        await Assertions.Expect(page.Locator("#rate")).ToContainTextAsync(
            "bpm", new() { Timeout = PatienceMs });

        double[] found = await page.EvaluateAsync<double[]>(FollowTheHead, 5);

        double speed = found[0] / found[1];
        output.WriteLine($"{speed:0.0} px a second of signal, in {found[2]} looks");
        Assert.True(found[2] >= 10, $"only {found[2]} looks");
        Assert.InRange(speed, 0.9 * PxPerSecond, 1.1 * PxPerSecond);
    }

    [Fact]
    public async Task An_alarm_is_on_the_page_within_a_second_and_a_half_of_signal_after_its_R_peak()
    {
        SyntheticScript script = new([SyntheticEpisode.Pause(PauseAtSeconds, PauseSeconds)]);
        SyntheticBeat[] beats =
        [
            .. new SyntheticTruth(
                new SampleRate(RateSps), new SyntheticEcgSettings(), script, durationSeconds: 20).Beats,
        ];
        long peak = beats.Zip(beats.Skip(1)).First(
            pair => pair.Second.SampleIndex - pair.First.SampleIndex > 2.5 * RateSps).Second.SampleIndex;
        await using Browser browser = await Browser.Start();
        IPage page = await browser.Visit("about:blank");
        using PageUnderTest device = PageUnderTest.Start(speed: 1, script: script);
        await page.GotoAsync(device.Address);

        long shown = await page.EvaluateAsync<long>(AlarmSeen, "pause");

        double delay = (shown - peak) / RateSps;
        output.WriteLine($"{delay:0.00} s of signal");
        Assert.InRange(delay, 0, 1.5);
    }

    [Fact]
    public async Task A_daemon_that_is_killed_is_missed_and_the_page_is_live_again_when_it_is_back()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        DaemonWithPage daemon = await DaemonWithPage.Start(folder);
        IPage page = await browser.Visit(daemon.Address.AbsoluteUri);
        ILocator connection = page.Locator("#connection");
        await Assertions.Expect(connection).ToHaveTextAsync("connected");
        await Assertions.Expect(page.Locator("#rate")).ToContainTextAsync(
            "bpm", new() { Timeout = PatienceMs });

        await daemon.Kill();
        await Assertions.Expect(connection).ToContainTextAsync("lost", new() { Timeout = PatienceMs });
        await Assertions.Expect(page.Locator("#rate")).ToHaveTextAsync("no connection");
        await using DaemonWithPage again = await DaemonWithPage.Start(folder, daemon.Address.Port);

        await Assertions.Expect(connection).ToHaveTextAsync("connected", new() { Timeout = PatienceMs });
        await Assertions.Expect(page.Locator("#rate")).ToContainTextAsync(
            "bpm", new() { Timeout = PatienceMs });
        double[] found = await page.EvaluateAsync<double[]>(FollowTheHead, 1);
        Assert.True(found[0] > 0.5 * PxPerSecond, $"the trace moved {found[0]} px in a second of signal");
    }
}
