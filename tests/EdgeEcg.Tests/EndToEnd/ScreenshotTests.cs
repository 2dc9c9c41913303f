using System.Text.Json;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Device.Pictures;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Device.Page;
using EdgeEcg.Tests.Device.Pictures;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Tests.Training.Challenge;
using EdgeEcg.Training.Challenge;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Models;
using EdgeEcg.Training.Reporting;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary>
/// <c>./test screenshots</c>: a picture of every page in the states and sizes that people meet. What must
/// hold is tested elsewhere; this is for eyes.
/// </summary>
public sealed class ScreenshotTests
{
    private const float PatienceMs = 60_000;

    private static readonly BrowserNewContextOptions Phone =
        new() { ViewportSize = new() { Width = 390, Height = 800 } };

    private static readonly BrowserNewContextOptions Dark =
        new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1200, Height = 800 } };

    private static readonly BrowserNewContextOptions Desk =
        new() { ViewportSize = new() { Width = 1200, Height = 800 } };

    [Fact(Explicit = true)]
    public async Task Of_the_devices_page()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(speed: 16);
        foreach ((string theme, BrowserNewContextOptions visitor, string size) in new[]
            { ("light", Desk, "desk"), ("dark", Desk, "desk"), ("sunlight", Desk, "desk"),
              ("light", Phone, "phone"), ("dark", Phone, "phone") })
        {
            IPage page = await browser.Visit(device.Address, visitor);
            await page.Locator("#theme").SelectOptionAsync(theme);
            ILocator run = page.GetByRole(AriaRole.Button, new() { Name = "Run of abnormal beats" }).First;
            await run.WaitForAsync(new() { Timeout = PatienceMs });
            device.RaiseAlarm();
            await page.Locator(".alarm").First.WaitForAsync();
            await Screenshots.Take(page, $"page-{size}-{theme}");
            await run.ClickAsync();
            await page.Locator("#caliper-2").FocusAsync();
            await page.Keyboard.PressAsync("ArrowRight");
            await Screenshots.Take(page, $"page-strip-{size}-{theme}");
            await page.Locator("#strip-close").ClickAsync();
            await page.Locator("#doctor-run").ClickAsync();
            await Assertions.Expect(page.Locator("#doctor-state"))
                .ToContainTextAsync(" failed, ", new() { Timeout = PatienceMs });
            await Screenshots.Take(page, $"page-doctor-{size}-{theme}");
        }
    }

    [Fact(Explicit = true)]
    public async Task Of_loose_electrodes_and_a_lost_connection()
    {
        await using Browser browser = await Browser.Start();
        SyntheticScript script = new(
            [SyntheticEpisode.Lasting(SyntheticEpisodeKind.LeadOff, startSeconds: 20, durationSeconds: 600)]);
        IPage page;
        using (PageUnderTest device = PageUnderTest.Start(speed: 16, script: script))
        {
            page = await browser.Visit(device.Address, Desk);
            await Assertions.Expect(page.Locator("#leads-text"))
                .ToContainTextAsync("Off", new() { Timeout = PatienceMs });
            await Screenshots.Take(page, "page-leads-off");
        }

        await Assertions.Expect(page.Locator("#connection"))
            .ToContainTextAsync("lost", new() { Timeout = PatienceMs });
        await Screenshots.Take(page, "page-lost");
    }

    [Fact(Explicit = true)]
    public async Task Of_the_challenge()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        ChallengeSheets sheets = new(DefaultModel.Load(), seed: 1);
        if (TestData.Folder is { } data && Directory.Exists(Path.Combine(data, "ecg5000")))
        {
            sheets.AddEcg5000(
                UcrText.Read(Path.Combine(data, "ecg5000", "ECG5000_TRAIN.txt")),
                UcrText.Read(Path.Combine(data, "ecg5000", "ECG5000_TEST.txt")),
                null, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        if (TestData.Folder is { } records && Directory.Exists(Path.Combine(records, "mitdb")))
        {
            sheets.AddRecords(
                [.. new[] { "200", "228" }.Select(
                    name => WfdbRecord.Open(Path.Combine(records, "mitdb", name + ".hea")))],
                (chosen, cut) => [.. chosen.Select(cut)]);
        }

        sheets.AddSynthetic();
        string file = folder.File("challenge.html");
        File.WriteAllText(file, new ChallengePage(sheets.Content).ToFile());
        foreach ((string name, BrowserNewContextOptions visitor) in new[]
            { ("desk-light", Desk), ("desk-dark", Dark), ("phone-light", Phone) })
        {
            IPage page = await browser.Visit(new Uri(file).AbsoluteUri, visitor);
            await page.Locator("#beats button").Nth(1).ClickAsync();
            await Screenshots.Take(page, $"challenge-sheet-{name}");
            await page.Locator("#check").ClickAsync();
            await Screenshots.Take(page, $"challenge-answer-{name}");
            await TakeSheetOf(page, "MIT-BIH", name);
            await TakeSheetOf(page, "ECG5000", name);
            await page.ReloadAsync();
            await new Player(page).Round(
                beat => beat.GetProperty("abnormal").ValueKind == JsonValueKind.True);
            await page.Locator("#name").FillAsync("Ann");
            await page.GetByRole(AriaRole.Button, new() { Name = "Enter it" }).ClickAsync();
            await Screenshots.Take(page, $"challenge-result-{name}");
        }
    }

    [Fact(Explicit = true)]
    public async Task Of_the_day_report_and_strips()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        JudgedRecord record = JudgedRecord.Of(
            RecordToShow(folder.Path), DefaultModel.Load(), TestContext.Current.CancellationToken);
        string file = folder.File("day.html");
        File.WriteAllText(file, DayReport.Write(record, DefaultModel.Load().Manifest));
        foreach ((string name, BrowserNewContextOptions visitor) in
            new[] { ("desk", Desk), ("phone", Phone) })
        {
            await Screenshots.Take(
                await browser.Visit(new Uri(file).AbsoluteUri, visitor), $"dayreport-{name}");
        }

        IPage printed = await browser.Visit(
            new Uri(file).AbsoluteUri, new() { ViewportSize = new() { Width = 718, Height = 1054 } });
        await printed.EmulateMediaAsync(new() { Media = Media.Print });
        await Screenshots.Take(printed, "dayreport-print");
        string record1 = record.Record.HeaderPath;
        foreach (string format in new[] { "png", "svg" })
        {
            string picture = Path.Combine(Screenshots.Folder, $"strip.{format}");
            Assert.Equal(0, EdgeEcg.Device.ExportCommand.Create()
                .Parse([record1, "--strip", "6:02", "--out", picture]).Invoke());
        }
    }

    [Fact(Explicit = true)]
    public async Task Of_the_trainers_report()
    {
        string folder = TestData.Require("ecg5000");
        LabelledBeats train = UcrText.Read(Path.Combine(folder, "ECG5000_TRAIN.txt"));
        LabelledBeats test = UcrText.Read(Path.Combine(folder, "ECG5000_TEST.txt"));
        Protocol protocol = Ecg5000Protocol.Of(Ecg5000Protocol.Ucr, train, test, seed: 1);
        ModelComparison model = ModelComparison.Run(
            ModelCatalog.RecipeOf(ModelCatalog.WeightedDense, seed: 1), protocol, null, null,
            TimeProvider.System, TestContext.Current.CancellationToken);
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folderOfPage = new();
        string file = folderOfPage.File("report.html");
        File.WriteAllText(file, HtmlReport.Write(protocol, [model]));
        foreach ((string name, BrowserNewContextOptions visitor) in
            new[] { ("desk-light", Desk), ("desk-dark", Dark), ("phone-light", Phone) })
        {
            await Screenshots.Take(
                await browser.Visit(new Uri(file).AbsoluteUri, visitor), $"report-{name}");
        }

        IPage printed = await browser.Visit(
            new Uri(file).AbsoluteUri, new() { ViewportSize = new() { Width = 718, Height = 1054 } });
        await printed.EmulateMediaAsync(new() { Media = Media.Print });
        await Screenshots.Take(printed, "report-print");
    }

    // The first sheet of a data set in this round, answered without a mark.
    private static async Task TakeSheetOf(IPage page, string set, string name)
    {
        await page.ReloadAsync();
        for (int sheet = 0; sheet < 10; sheet++)
        {
            string title = await page.Locator("#sheet-title").TextContentAsync() ?? "";
            await page.Locator("#check").ClickAsync();
            if (title.Contains(set, StringComparison.Ordinal))
            {
                await Screenshots.Take(page, $"challenge-{set.ToLowerInvariant()}-{name}");
                return;
            }

            await page.Locator("#next").ClickAsync();
        }
    }

    // A real record where there is one: paper is judged best with a real heart on it.
    private static WfdbRecord RecordToShow(string folder)
    {
        string? real = TestData.Folder is { } data ? Path.Combine(data, "mitdb", "208.hea") : null;
        return real is not null && File.Exists(real) ? WfdbRecord.Open(real) : SyntheticRecord.Write(folder);
    }
}
