using Microsoft.Playwright;

namespace EdgeEcg.Tests.Testing;

/// <summary>Debian's Chromium, without a window; skips the test where it is not installed.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    public static async Task<Browser> Start()
    {
        Assert.SkipUnless(File.Exists(Program), "needs Debian's chromium");
        IPlaywright playwright = await Playwright.CreateAsync();
        // Chromium's own sandbox does not work for root, as which containers run tests.
        string[] options = Environment.UserName == "root" ? ["--no-sandbox"] : [];
        IBrowser browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = Program, Args = options });
        return new Browser(playwright, browser);
    }

    /// <summary>A page of a visitor of its own: nothing is remembered from others.</summary>
    public async Task<IPage> Visit(string address, BrowserNewContextOptions? visitor = null)
    {
        IBrowserContext context = await _browser.NewContextAsync(visitor);
        IPage page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
