using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Page;

public sealed class PageServerTests
{
    private const string AlarmPath = "api/alarms/source_fault";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_page_for_a_network_is_refused_without_a_password_in_one_sentence()
    {
        ConfigurationException refused = Assert.Throws<ConfigurationException>(() =>
            ConfigurationFile.Parse("e.yaml", "version: 1\ndevice: {id: a}\n"
                + "page: {enabled: true, address: 0.0.0.0}"));

        Assert.Contains("page.address", refused.Message, StringComparison.Ordinal);
        Assert.Contains("page.password_file", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edgeecg:right", HttpStatusCode.OK)]
    [InlineData("edgeecg:wrong", HttpStatusCode.Unauthorized)]
    [InlineData("other:right", HttpStatusCode.Unauthorized)]
    [InlineData("", HttpStatusCode.Unauthorized)]
    public async Task With_a_password_only_who_knows_it_sees_anything(string known, HttpStatusCode expected)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("password"), "right\n");
        using PageUnderTest device = PageUnderTest.Start(speed: 1, passwordFile: folder.File("password"));
        using HttpClient visitor = new() { BaseAddress = new Uri(device.Address) };
        visitor.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(known)));

        foreach (string path in new[] { "", "live", "page.js" })
        {
            using HttpResponseMessage answer = await visitor.GetAsync(
                path, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            Assert.Equal(expected, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_foreign_site_can_neither_read_nor_acknowledge_through_the_visitors_browser()
    {
        using PageUnderTest device = PageUnderTest.Start(speed: 1);
        device.Feed.TakeMessage(PageMessages.Alarm);
        using HttpClient visitor = new() { BaseAddress = new Uri(device.Address) };
        using HttpRequestMessage rebound = new(HttpMethod.Get, "");
        rebound.Headers.Host = "evil.example";

        using HttpResponseMessage read = await visitor.SendAsync(rebound, Cancellation);
        using HttpResponseMessage blind = await visitor.PostAsync(AlarmPath, null, Cancellation);
        visitor.DefaultRequestHeaders.Add("X-EdgeEcg", "1");
        using HttpResponseMessage own = await visitor.PostAsync(AlarmPath, null, Cancellation);
        using HttpResponseMessage none = await visitor.PostAsync("api/alarms/pause", null, Cancellation);

        Assert.Equal(HttpStatusCode.MisdirectedRequest, read.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, blind.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, own.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Nothing_inline_and_nothing_from_elsewhere_is_allowed()
    {
        using PageUnderTest device = PageUnderTest.Start(speed: 1);
        using HttpClient visitor = new() { BaseAddress = new Uri(device.Address) };

        using HttpResponseMessage answer = await visitor.GetAsync("", Cancellation);
        string policy = string.Join("", answer.Headers.GetValues("Content-Security-Policy"));
        string html = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Contains("Not a medical device", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_viewer_that_stops_reading_slows_neither_the_analysis_nor_another_viewer()
    {
        using PageUnderTest device = PageUnderTest.Start(speed: 40);
        Uri address = new(device.Address);
        using TcpClient stuck = new() { ReceiveBufferSize = 4096 };
        await stuck.ConnectAsync(address.Host, address.Port, Cancellation);
        await stuck.GetStream().WriteAsync(
            "GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray(), Cancellation);
        using HttpClient visitor = new() { BaseAddress = address };
        await using Stream live = await visitor.GetStreamAsync("live", Cancellation);
        byte[] taken = new byte[64 * 1024];
        long before = device.Samples;
        long since = TimeProvider.System.GetTimestamp();

        // Five seconds of reading: as long as the one that does not read is borne with.
        long bytes = 0;
        while (TimeProvider.System.GetElapsedTime(since) < TimeSpan.FromSeconds(5))
        {
            bytes += await live.ReadAsync(taken, Cancellation);
        }

        // 40 times 500 samples a second, four bytes each; half of it is enough on a busy machine.
        long samples = device.Samples - before;
        Assert.True(samples > 5 * 40 * 500 / 2, $"{samples} samples in five seconds");
        Assert.True(bytes > 2 * samples, $"{bytes} bytes for {samples} samples");
    }
}
