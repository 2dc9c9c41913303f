using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>A page that opens to a token: for programs, and for people by a link.</summary>
public sealed class PageTokenTests
{
    private const string Token = "b3f0c2a49d1e4f7a8c6d5e2f";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bearer " + Token, HttpStatusCode.OK)]
    [InlineData("bearer " + Token, HttpStatusCode.OK)]
    [InlineData("Bearer b3f0c2a49d1e4f7a8c6d5e2e", HttpStatusCode.Unauthorized)]
    [InlineData("Basic " + Token, HttpStatusCode.Unauthorized)]
    public async Task A_program_shows_the_token_as_a_bearer(string header, HttpStatusCode expected)
    {
        using TemporaryFolder folder = new();
        using PageUnderTest device = Start(folder);
        using HttpClient program = new() { BaseAddress = new Uri(device.Address) };
        program.DefaultRequestHeaders.Authorization = AuthenticationHeaderValue.Parse(header);

        using HttpResponseMessage answer = await program.GetAsync("api/model", Cancellation);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task A_link_becomes_a_cookie_that_outlives_a_restart_and_leaves_the_token_nowhere()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        PageUnderTest device = Start(folder);
        int port = new Uri(device.Address).Port;

        IPage page = await browser.Visit($"{device.Address}/?token={Token}");
        ILocator connection = page.Locator("#connection");
        await Assertions.Expect(connection).ToHaveTextAsync("connected");
        BrowserContextCookiesResult cookie = Assert.Single(await page.Context.CookiesAsync());
        device.Dispose();
        await Assertions.Expect(connection).ToContainTextAsync("lost");
        using PageUnderTest again = Start(folder, port);
        await Assertions.Expect(connection).ToHaveTextAsync("connected", new() { Timeout = 30_000 });

        Assert.DoesNotContain(Token, page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, cookie.Value, StringComparison.Ordinal);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
    }

    [Fact]
    public async Task A_page_whose_token_is_another_now_says_so()
    {
        await using Browser browser = await Browser.Start();
        using TemporaryFolder folder = new();
        PageUnderTest device = Start(folder);
        int port = new Uri(device.Address).Port;
        IPage page = await browser.Visit($"{device.Address}/?token={Token}");
        ILocator connection = page.Locator("#connection");
        await Assertions.Expect(connection).ToHaveTextAsync("connected");

        device.Dispose();
        File.WriteAllText(folder.File("renewed"), "0" + Token);
        using PageUnderTest again = PageUnderTest.Start(speed: 1, port, tokenFile: folder.File("renewed"));

        await Assertions.Expect(connection).ToContainTextAsync(
            "not admitted any more", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task A_link_with_a_wrong_token_opens_nothing()
    {
        using TemporaryFolder folder = new();
        using PageUnderTest device = Start(folder);
        using HttpClient visitor = new() { BaseAddress = new Uri(device.Address) };

        using HttpResponseMessage answer = await visitor.GetAsync("?token=wrong", Cancellation);
        using HttpResponseMessage bare = await visitor.GetAsync("", Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Unauthorized, bare.StatusCode);
        string said = await bare.Content.ReadAsStringAsync(Cancellation);
        Assert.Contains("token", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_guesses_is_stopped_also_if_right_at_last_and_who_has_the_cookie_is_not()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("password"), "right\n");
        using PageUnderTest device = Start(folder, passwordFile: folder.File("password"));
        CookieContainer cookies = new();
        using SocketsHttpHandler jar = new() { CookieContainer = cookies };
        using HttpClient known = new(jar) { BaseAddress = new Uri(device.Address) };
        using HttpResponseMessage entered = await known.GetAsync($"?token={Token}", Cancellation);
        using HttpClient guesser = new() { BaseAddress = new Uri(device.Address) };

        HttpStatusCode[] guesses = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(i => Ask(guesser, $"edgeecg:wrong{i}")));
        HttpStatusCode late = await Ask(guesser, "edgeecg:right");
        using HttpResponseMessage beside = await known.GetAsync("api/model", Cancellation);

        Assert.All(guesses, status => Assert.Equal(HttpStatusCode.Unauthorized, status));
        Assert.Equal(HttpStatusCode.TooManyRequests, late);
        Assert.Equal(HttpStatusCode.OK, beside.StatusCode);
    }

    [Fact]
    public void A_token_that_could_be_guessed_is_refused_in_one_sentence()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("token"), "1234\n");

        ConfigurationException refused = Assert.Throws<ConfigurationException>(
            () => PageUnderTest.Start(speed: 1, tokenFile: folder.File("token")));

        Assert.Contains("a token of 4 characters", refused.Message, StringComparison.Ordinal);
        Assert.Contains("at least 16", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_is_enough_for_a_page_on_the_network()
    {
        MonitorConfiguration configuration = ConfigurationFile.Parse(
            "e.yaml", "version: 1\ndevice: {id: a}\n"
            + "page: {enabled: true, address: 0.0.0.0, token_file: token}");

        Assert.EndsWith("token", configuration.Page.TokenFile, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Ask(HttpClient visitor, string login)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "");
        request.Headers.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
        using HttpResponseMessage answer = await visitor.SendAsync(request, Cancellation);
        return answer.StatusCode;
    }

    private static PageUnderTest Start(TemporaryFolder folder, int port = 0, string? passwordFile = null)
    {
        File.WriteAllText(folder.File("token"), Token + "\n");
        return PageUnderTest.Start(
            speed: 1, port, passwordFile: passwordFile, tokenFile: folder.File("token"));
    }
}
