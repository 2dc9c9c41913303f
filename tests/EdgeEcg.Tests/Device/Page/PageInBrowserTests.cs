using System.Globalization;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Records.Recording;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>The device's page in Chromium, in front of a daemon with a simulated chip.</summary>
public sealed class PageInBrowserTests
{
    private const float PatienceMs = 30_000;

    /// <summary>The wearer's normal is learned and the first events have come, in a few seconds.</summary>
    private const double Speed = 16;

    private const string ModelColoured = """
        () => {
          const canvas = document.getElementById('strip-canvas');
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          let count = 0;
          for (let i = 0; i < pixels.length; i += 4) {
            count += pixels[i] === 0xb5 && pixels[i + 1] === 0x42 && pixels[i + 2] === 0x0f ? 1 : 0;
          }
          return count;
        }
        """;

    private const string Waveform = """
        () => {
          const canvas = document.getElementById('trace');
          const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
          let sum = 0;
          for (let i = 3; i < pixels.length; i += 4) { sum = (sum * 31 + pixels[i]) % 1000003; }
          return sum;
        }
        """;

    [Fact]
    public async Task The_trace_moves_and_strips_open_zoom_and_measure()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(Speed);
        IPage page = await browser.Visit(device.Address);
        List<string> complaints = [];
        page.Console += (_, said) => complaints.AddRange(said.Type == "error" ? [said.Text] : []);
        HashSet<string> hosts = [];
        page.Request += (_, request) => hosts.Add(new Uri(request.Url).Authority);

        await Assertions.Expect(page.Locator("#rate")).ToContainTextAsync("bpm", Patiently);
        HashSet<long> pictures = [];
        for (int i = 0; i < 10; i++)
        {
            pictures.Add(await page.EvaluateAsync<long>(Waveform));
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        }

        await page.Locator("[data-event]").Last.ClickAsync(new() { Timeout = PatienceMs });
        ILocator strip = page.Locator("#strip-canvas");
        await page.GetByRole(AriaRole.Button, new() { Name = "Zoom in" }).ClickAsync();
        await strip.ClickAsync(new() { Position = new() { X = 400, Y = 60 } });
        await strip.ClickAsync(new() { Position = new() { X = 500, Y = 90 } });

        Assert.True(pictures.Count >= 5, $"{pictures.Count} different pictures in ten frames");
        Assert.Equal("2", await strip.GetAttributeAsync("data-zoom"));
        await Assertions.Expect(page.Locator("#strip-measure")).ToContainTextAsync("529 ms");
        await Assertions.Expect(page.Locator("#strip-reasons")).ToContainTextAsync("Because");
        Assert.Empty(complaints);
        Assert.All(hosts, host => Assert.Equal(new Uri(device.Address).Authority, host));
    }

    [Fact]
    public async Task What_the_model_made_of_an_abnormal_beat_is_laid_over_it_and_can_be_taken_away()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(Speed);
        IPage page = await browser.Visit(device.Address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Run of abnormal beats" }).First
            .ClickAsync(new() { Timeout = PatienceMs });
        ILocator note = page.Locator("#overlay-note");
        await Assertions.Expect(note).ToContainTextAsync("what the model made");

        int with = await page.EvaluateAsync<int>(ModelColoured);
        await page.Locator("#overlay").UncheckAsync();
        int without = await page.EvaluateAsync<int>(ModelColoured);

        Assert.True(with > 200, $"{with} dots of the reconstruction");
        Assert.Equal(0, without);
    }

    [Fact]
    public async Task Calipers_are_moved_by_keys_as_well()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(Speed);
        IPage page = await browser.Visit(device.Address);
        await page.Locator("[data-event]").Last.ClickAsync(new() { Timeout = PatienceMs });

        await page.Locator("#strip-tools").WaitForAsync(new() { Timeout = PatienceMs });
        await page.Locator("#caliper-2").FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");

        await Assertions.Expect(page.Locator("#strip-measure")).ToContainTextAsync("404 ms, 149 per minute");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    [InlineData("sunlight")]
    public async Task Anybody_can_use_the_page_and_its_strips_in_any_light(string theme)
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(Speed);
        IPage page = await browser.Visit(device.Address);
        await page.Locator("#theme").SelectOptionAsync(theme);
        await Assertions.Expect(page.Locator("#model")).ToContainTextAsync("Trained on");
        device.RaiseAlarm();
        await page.Locator("[data-event]").First.WaitForAsync(new() { Timeout = PatienceMs });
        await page.Locator(".alarm").First.WaitForAsync();
        await Accessibility.AssertClean(page);

        await page.Locator("[data-event]").Last.ClickAsync();
        await Assertions.Expect(page.Locator("#strip-measure")).ToContainTextAsync("measure");

        await Accessibility.AssertClean(page);
        await page.ReloadAsync();
        Assert.Equal(
            theme, await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
    }

    [Fact]
    public async Task A_browser_with_a_wrong_password_sees_nothing()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("password"), "right\n");
        using PageUnderTest device = PageUnderTest.Start(speed: 1, passwordFile: folder.File("password"));

        IPage wrong = await browser.Visit(
            device.Address, new() { HttpCredentials = new() { Username = "edgeecg", Password = "wrong" } });
        IPage right = await browser.Visit(
            device.Address, new() { HttpCredentials = new() { Username = "edgeecg", Password = "right" } });

        await Assertions.Expect(right.Locator("#connection")).ToHaveTextAsync("connected");
        Assert.Equal(0, await wrong.Locator("canvas").CountAsync());
    }

    [Fact]
    public async Task The_last_day_shows_what_is_on_the_disk()
    {
        await using Browser browser = await Browser.Start();
        using RecordingBench recorder = new();
        recorder.Writer.Take(new ClockReading(
            0, 0, TimeProvider.System.GetUtcNow() - TimeSpan.FromHours(6), ClockTrust.Synced));
        recorder.Record(seconds: 720);
        recorder.Writer.Flush();
        using PageUnderTest device = PageUnderTest.Start(Speed, recordings: recorder.Recordings);

        IPage page = await browser.Visit(device.Address);

        await Assertions.Expect(page.Locator("#timeline-text")).ToContainTextAsync("0.2 h is recorded");
    }

    [Fact]
    public async Task An_alarm_is_acknowledged_on_one_page_and_seen_so_on_another()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(speed: 1);
        IPage one = await browser.Visit(device.Address);
        IPage other = await browser.Visit(device.Address);
        await Assertions.Expect(one.Locator("#connection")).ToHaveTextAsync("connected");
        await Assertions.Expect(other.Locator("#connection")).ToHaveTextAsync("connected");

        device.RaiseAlarm();
        await one.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();

        await Assertions.Expect(other.Locator(".alarm.ack")).ToContainTextAsync("Acknowledged");
        device.EndAlarm();
        await Assertions.Expect(other.Locator(".alarm")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Electrodes_that_are_off_are_drawn_so_on_the_body_and_told_in_words()
    {
        SyntheticScript script = new(
            [SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, startSeconds: 40, durationSeconds: 900)]);
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(Speed, script: script);
        IPage page = await browser.Visit(device.Address);
        await Assertions.Expect(page.Locator("#leads-text")).ToHaveTextAsync(
            "All electrodes are connected.", new() { Timeout = PatienceMs });
        await Assertions.Expect(page.Locator("#body circle.off")).ToHaveCountAsync(0);

        await Assertions.Expect(page.Locator("#leads-text")).ToContainTextAsync("Off: IN1P", Patiently);

        await Assertions.Expect(page.Locator("#body circle.off")).ToHaveCountAsync(4);
        await Assertions.Expect(page.Locator("#rate")).ToHaveTextAsync("no lead");
        await Assertions.Expect(page.Locator("#body")).ToHaveAttributeAsync("aria-labelledby", "leads-text");
        await Accessibility.AssertClean(page);
    }

    [Fact]
    public async Task The_page_fits_a_phone_and_follows_a_dark_or_light_room()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(Speed);
        foreach ((string name, int width, ColorScheme scheme) in new[]
            { ("desk-light", 1200, ColorScheme.Light), ("desk-dark", 1200, ColorScheme.Dark),
              ("phone-light", 390, ColorScheme.Light), ("phone-dark", 390, ColorScheme.Dark) })
        {
            IPage page = await browser.Visit(device.Address, new()
            {
                ColorScheme = scheme,
                ViewportSize = new() { Width = width, Height = 800 },
            });
            await Assertions.Expect(page.Locator("#rate")).ToContainTextAsync("bpm", Patiently);
            await page.Locator("[data-event]").First.WaitForAsync(new() { Timeout = PatienceMs });
            int tooWide = await page.EvaluateAsync<int>(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            string theme = await page.EvaluateAsync<string>("() => document.documentElement.dataset.theme");
            await Screenshots.Take(page, $"page-{name}");

            Assert.Equal(0, tooWide);
            Assert.Equal(scheme.ToString().ToLower(CultureInfo.InvariantCulture), theme);
        }
    }

    private static LocatorAssertionsToContainTextOptions Patiently => new() { Timeout = PatienceMs };
}
