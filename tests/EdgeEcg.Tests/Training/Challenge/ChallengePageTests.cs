using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Trainer;
using EdgeEcg.Training.Challenge;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Training.Challenge;

/// <summary>The challenge in Chromium, from the one file and from the server, played to its end.</summary>
public sealed class ChallengePageTests(ITestOutputHelper output)
{
    private const int Seed = 5;

    private static readonly Lazy<ChallengeContent> Content = new(() =>
    {
        ChallengeSheets sheets = new(DefaultModel.Load(), Seed);
        sheets.AddSynthetic();
        return sheets.Content;
    });

    [Fact]
    public async Task Who_knows_the_truth_gets_a_hundred_and_who_tosses_a_coin_about_fifty()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        IPage page = await browser.Visit(WriteTo(folder));

        Player knowing = new(page);
        await knowing.Round(beat => beat.GetProperty("abnormal").GetBoolean());
        int known = await knowing.Shown("you");
        await page.Locator("#next").ClickAsync();

        Random coin = new(Seed);
        Player guessing = new(page);
        await guessing.Round(_ => coin.Next(2) == 1);
        int guessed = await guessing.Shown("you");
        int model = await guessing.Shown("model");
        output.WriteLine($"coin of seed {Seed}: {guessed} over {guessing.Beats} beats; model {model}");

        Assert.Equal(100, known);
        Assert.Equal(guessing.Expected, guessed);
        Assert.InRange(guessed, 30, 70);
        Assert.True(model > guessed, $"the model has {model}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Marking_everything_or_nothing_is_worth_no_more_than_a_coin(bool everything)
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        IPage page = await browser.Visit(WriteTo(folder));

        Player player = new(page);
        await player.Round(_ => everything);

        Assert.Equal(50, await player.Shown("you"));
    }

    [Fact]
    public async Task The_models_score_is_that_of_its_verdicts()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        IPage page = await browser.Visit(WriteTo(folder));

        Player mimic = new(page);
        await mimic.Round(beat => beat.GetProperty("flagged").GetBoolean());

        Assert.Equal(mimic.Expected, await mimic.Shown("model"));
        Assert.Equal(mimic.Expected, await mimic.Shown("you"));
    }

    [Fact]
    public async Task The_leaderboard_outlives_the_page_and_orders_by_score()
    {
        await using Browser browser = await Browser.Start();
        await using ChallengeServer server = await ChallengeServer.Start(new ChallengePage(Content.Value), 0);
        IPage page = await browser.Visit(server.Address);
        foreach ((string name, bool knows) in new[] { ("Guess", false), ("Ann <b>", true) })
        {
            await new Player(page).Round(beat => knows && beat.GetProperty("abnormal").GetBoolean());
            await page.Locator("#name").FillAsync(name);
            await page.GetByRole(AriaRole.Button, new() { Name = "Enter it" }).ClickAsync();
            await page.Locator("#next").ClickAsync();
        }

        await page.ReloadAsync();

        ILocator leaders = page.Locator("#leaders tr");
        await Assertions.Expect(leaders).ToHaveCountAsync(2);
        await Assertions.Expect(leaders.First).ToContainTextAsync("Ann <b>");
        await Assertions.Expect(leaders.First).ToContainTextAsync("100");
    }

    [Fact]
    public async Task It_is_played_by_keys_alone_and_asks_nothing_of_anybody()
    {
        await using Browser browser = await Browser.Start();
        await using ChallengeServer server = await ChallengeServer.Start(new ChallengePage(Content.Value), 0);
        IPage page = await browser.Visit(server.Address);
        BrowserComplaints complaints = new(page);
        await page.ReloadAsync();

        await page.Keyboard.PressAsync("2");
        string? marked = await page.Locator("#beats button").Nth(1).GetAttributeAsync("aria-pressed");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#answer table")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#sheet-title")).ToContainTextAsync("sheet 2 of 10");
        Assert.Equal("true", marked);
        complaints.AssertNone(new Uri(server.Address).Authority);
        await Accessibility.AssertClean(page);
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1200)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Anybody_can_play_the_file_in_any_light_and_on_a_phone(ColorScheme scheme, int width)
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        string address = WriteTo(folder);
        IPage page = await browser.Visit("about:blank", new()
        {
            ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = 800 },
        });
        BrowserComplaints complaints = new(page);
        await page.GotoAsync(address);
        await page.Locator("#beats button").First.ClickAsync();
        await Accessibility.AssertClean(page);

        await new Player(page).Round(beat => beat.GetProperty("abnormal").GetBoolean());
        await Accessibility.AssertClean(page);

        int tooWide = await page.EvaluateAsync<int>(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.Equal(0, tooWide);
        complaints.AssertNone("");
    }

    [Fact]
    public void Strips_show_and_ask_for_both_leads()
    {
        Assert.All(Content.Value.Sheets, sheet =>
        {
            Assert.Equal(2, sheet.Leads.Count);
            Assert.Equal(2, sheet.LeadNames.Count);
            Assert.Equal(2, sheet.Usual.Count);
            Assert.All(sheet.Beats, beat => Assert.Equal(2, beat.Reconstruction.Count));
        });
    }

    [Fact]
    public void The_same_seed_makes_the_same_page_and_another_seed_another()
    {
        ChallengeSheets same = new(DefaultModel.Load(), Seed);
        same.AddSynthetic();
        ChallengeSheets other = new(DefaultModel.Load(), Seed + 1);
        other.AddSynthetic();

        string page = new ChallengePage(Content.Value).ToFile();

        Assert.Equal(page, new ChallengePage(same.Content).ToFile());
        Assert.NotEqual(page, new ChallengePage(other.Content).ToFile());
    }

    [Fact]
    public void Every_sheet_can_be_answered_and_the_pool_holds_both_kinds()
    {
        ChallengeSheet[] sheets = [.. Content.Value.Sheets];

        Assert.True(sheets.Length >= 20, $"{sheets.Length} sheets");
        Assert.All(sheets, sheet => Assert.All(sheet.Beats, beat => Assert.NotNull(beat.Score)));
        Assert.Contains(sheets.SelectMany(s => s.Beats), beat => beat.Abnormal);
        Assert.Contains(sheets.SelectMany(s => s.Beats), beat => !beat.Abnormal);
    }

    private static string WriteTo(TemporaryFolder folder)
    {
        string file = folder.File("challenge.html");
        File.WriteAllText(file, new ChallengePage(Content.Value).ToFile());
        return new Uri(file).AbsoluteUri;
    }
}
