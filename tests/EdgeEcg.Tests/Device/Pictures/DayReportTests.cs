using System.Text;
using EdgeEcg.Device.Pictures;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Pictures;

public sealed class DayReportTests
{
    [Fact]
    public void The_figures_are_those_of_the_record()
    {
        using TemporaryFolder folder = new();

        JudgedRecord record = SyntheticRecord.Judge(folder.Path);
        DayFigures figures = new(record);

        AbnormalRun longest = figures.Runs[0];
        Assert.Equal(SyntheticRecord.RunBeats, longest.Beats);
        Assert.InRange(longest.SampleIndex / (double)SyntheticRecord.Hz - SyntheticRecord.RunSeconds, -2, 2);
        Assert.InRange(longest.Bpm, 140, 160);
        Assert.InRange(figures.LongestInterval!.Value.Beat.Rhythm.RrMs!.Value, 2700, 2900);
        Assert.Equal(SyntheticRecord.OffSeconds, figures.LeadOff.TotalSeconds, tolerance: 0.01);
        Assert.InRange(figures.Noise.TotalSeconds, 10, 35);
        Assert.Contains(figures.EventsByCode, entry => entry.Code == EventCodes.AbnormalRun);
        Assert.Contains(figures.EventsByCode, entry => entry is { Code: EventCodes.Pause, Count: 1 });
        Assert.InRange(figures.MeanBpm!.Value, 55, 85);
        Assert.Equal(144, figures.Trend.Count);
        Assert.All(figures.Trend.Skip(122).Take(4), bin => Assert.Null(bin.MeanBpm));
        (double from, double to) = record.NotJudged.Stretches().Last();
        double offFrom = SyntheticRecord.OffFromSeconds / 600;
        Assert.InRange(from, offFrom - 0.005, offFrom + 0.005);
        Assert.InRange(to, offFrom + 0.045, offFrom + 0.06);
    }

    [Fact]
    public void The_strips_show_the_run_the_pause_and_a_beat_the_most_serious_first()
    {
        using TemporaryFolder folder = new();
        JudgedRecord record = SyntheticRecord.Judge(folder.Path);

        string[] codes =
        [
            .. SampleStrips.Choose(record, new DayFigures(record).Runs, most: 3).Select(e => e.Code),
        ];

        Assert.Equal([EventCodes.AbnormalRun, EventCodes.Pause], codes[..2]);
        Assert.Equal(3, codes.Length);
    }

    [Fact]
    public async Task The_report_is_one_file_that_a_browser_shows_without_a_complaint_and_anybody_can_read()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        JudgedRecord record = SyntheticRecord.Judge(folder.Path);
        string file = folder.File("day.html");
        File.WriteAllText(file, DayReport.Write(record, DefaultModel.Load().Manifest));
        IPage page = await browser.Visit("about:blank");
        BrowserComplaints complaints = new(page);

        await page.GotoAsync(new Uri(file).AbsoluteUri);

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Not a medical device");
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("night");
        await Assertions.Expect(page.Locator("header"))
            .ToContainTextAsync("2026-03-01, 23:55:00 to 00:05:00");
        await Assertions.Expect(page.Locator("figcaption").First).ToContainTextAsync("abnormal run");
        complaints.AssertNone("");
        await Accessibility.AssertClean(page);
        await page.SetViewportSizeAsync(390, 800);
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        await Accessibility.AssertClean(page);
    }

    [Theory]
    [InlineData("synthetic")]
    [InlineData("mitdb/208")]
    [InlineData("mitdb/207")]
    [InlineData("mitdb/101")]
    public void Printed_it_is_one_sheet_of_a_busy_heart_and_of_a_quiet_one(string name)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/chromium"), "needs Debian's chromium");
        using TemporaryFolder folder = new();
        JudgedRecord record = Judge(name, folder.Path);
        string file = folder.File("day.html");
        File.WriteAllText(file, DayReport.Write(record, DefaultModel.Load().Manifest));

        ChromiumPrint.ToPdf(file, folder.File("day.pdf"));

        string pdf = Encoding.Latin1.GetString(File.ReadAllBytes(folder.File("day.pdf")));
        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.Equal(1, pdf.Split("/Type /Page\n").Length - 1);
    }

    [Fact]
    public void Runs_are_counted_as_the_alarms_count_them()
    {
        using TemporaryFolder folder = new();
        JudgedRecord record = Judge("mitdb/208", folder.Path);

        DayFigures figures = new(record);

        int told = figures.EventsByCode.Single(entry => entry.Code == EventCodes.AbnormalRun).Count;
        Assert.Equal(told, figures.Runs.Count);
        Assert.All(figures.Runs, run => Assert.True(run.Beats >= 3, $"{run.Beats} beats"));
    }

    private static JudgedRecord Judge(string name, string folder) => name == "synthetic"
        ? SyntheticRecord.Judge(folder)
        : JudgedRecord.Of(
            WfdbRecord.Open(Path.Combine(TestData.Require(name.Split('/')[0]), name.Split('/')[1] + ".hea")),
            DefaultModel.Load(), TestContext.Current.CancellationToken);
}
