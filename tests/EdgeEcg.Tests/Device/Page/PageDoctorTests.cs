using System.Net;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>The doctor run from the page, beside a daemon that goes on watching.</summary>
public sealed class PageDoctorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_keys_alone_the_checks_are_run_and_told_with_what_to_do()
    {
        await using Browser browser = await Browser.Start();
        using PageUnderTest device = PageUnderTest.Start(speed: 1);
        IPage page = await browser.Visit(device.Address);
        BrowserComplaints complaints = new(page);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("connected");
        ILocator run = page.GetByRole(AriaRole.Button, new() { Name = "Run the checks" });

        await run.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#doctor-state"))
            .ToContainTextAsync(" failed, ", new() { Timeout = 60_000 });

        ILocator tcp = page.Locator("#doctor li.fail", new() { HasText = "TCP" });
        await Assertions.Expect(tcp).ToContainTextAsync("failed");
        await Assertions.Expect(tcp).ToContainTextAsync("What to do: start the broker");
        ILocator chip = page.Locator("#doctor-chip");
        await Assertions.Expect(chip).ToContainTextAsync("read by this monitor");
        await Assertions.Expect(chip).ToContainTextAsync("since the start 0 of");
        await Assertions.Expect(chip).ToContainTextAsync("left out");
        await Assertions.Expect(chip).ToContainTextAsync("systemctl stop edgeecg");
        await Assertions.Expect(page.Locator("#doctor-model li.ok")).ToHaveCountAsync(2);
        await Assertions.Expect(run).ToBeFocusedAsync();
        complaints.AssertNone(new Uri(device.Address).Authority);
        await Accessibility.AssertClean(page);
    }

    [Fact]
    public async Task Results_come_while_the_run_goes_on_and_a_second_run_waits_for_the_first()
    {
        using PageUnderTest device = PageUnderTest.Start(speed: 1);
        using HttpClient visitor = new() { BaseAddress = new Uri(device.Address) };
        visitor.DefaultRequestHeaders.Add("X-EdgeEcg", "1");

        using HttpResponseMessage first = await Run(visitor);
        using StreamReader lines = new(await first.Content.ReadAsStreamAsync(Cancellation));
        string? head = await lines.ReadLineAsync(Cancellation);
        using HttpResponseMessage second = await Run(visitor);
        List<string> results = [];
        while (await lines.ReadLineAsync(Cancellation) is { } line)
        {
            results.Add(line);
        }

        using HttpResponseMessage third = await Run(visitor);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal($"{{\"checks\":{results.Count}}}", head);
        Assert.Contains("\"group\":\"configuration\"", results[0], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task A_foreign_site_cannot_start_it_and_a_look_does_not()
    {
        using PageUnderTest device = PageUnderTest.Start(speed: 1);
        using HttpClient visitor = new() { BaseAddress = new Uri(device.Address) };

        using HttpResponseMessage blind = await visitor.PostAsync("api/doctor", null, Cancellation);
        using HttpResponseMessage look = await visitor.GetAsync("api/doctor", Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, blind.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, look.StatusCode);
    }

    private static Task<HttpResponseMessage> Run(HttpClient visitor) => visitor.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "api/doctor"),
        HttpCompletionOption.ResponseHeadersRead,
        Cancellation);
}
