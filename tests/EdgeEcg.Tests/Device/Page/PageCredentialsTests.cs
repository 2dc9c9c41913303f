using System.Net;
using EdgeEcg.Device.Page;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Page;

/// <summary>Secrets of the page, and how often one may be wrong about them.</summary>
public sealed class PageCredentialsTests
{
    private const string Token = "b3f0c2a49d1e4f7a8c6d5e2f";

    private static readonly IPAddress Guesser = IPAddress.Parse("192.0.2.7");

    [Fact]
    public void The_cookie_opens_the_page_after_a_restart_and_ends_with_its_token()
    {
        PageCredentials before = new(null, Token);

        PageCredentials restarted = new(null, Token);
        PageCredentials renewed = new(null, Token + "2");

        Assert.True(restarted.KnowsCookie(before.Cookie));
        Assert.False(renewed.KnowsCookie(before.Cookie));
        Assert.False(restarted.KnowsCookie(Token));
        Assert.False(restarted.KnowsToken(before.Cookie!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic !")]
    [InlineData("Basic ZWRnZWVjZzo=")]
    [InlineData("Digest x")]
    public void What_is_no_secret_opens_nothing(string? given)
    {
        PageCredentials credentials = new("right", Token);

        Assert.False(credentials.KnowsHeader(given ?? ""));
        Assert.False(credentials.KnowsCookie(given));
    }

    [Fact]
    public void Who_guesses_too_often_is_not_listened_to_until_the_minute_is_over_and_nobody_else_waits()
    {
        ManualTimeProvider time = new();
        GuessLimit limit = new(time);
        for (int i = 0; i < GuessLimit.MostWrong - 1; i++)
        {
            limit.CountWrong(Guesser);
        }

        TimeSpan? before = limit.WaitOf(Guesser);
        limit.CountWrong(Guesser);
        TimeSpan? after = limit.WaitOf(Guesser);
        TimeSpan? other = limit.WaitOf(IPAddress.Parse("192.0.2.8"));
        time.Advance(GuessLimit.Window);

        Assert.Null(before);
        Assert.Equal(GuessLimit.Window, after);
        Assert.Null(other);
        Assert.Null(limit.WaitOf(Guesser));
    }

    [Fact]
    public void An_address_of_the_same_IPv6_network_is_the_same_guesser()
    {
        GuessLimit limit = new(new ManualTimeProvider());

        for (int i = 0; i < GuessLimit.MostWrong; i++)
        {
            limit.CountWrong(IPAddress.Parse($"2001:db8:1:2::{i + 1:x}"));
        }

        Assert.NotNull(limit.WaitOf(IPAddress.Parse("2001:db8:1:2:ffff::1")));
        Assert.Null(limit.WaitOf(IPAddress.Parse("2001:db8:1:3::1")));
    }

    [Fact]
    public void However_many_addresses_guess_only_so_many_are_remembered_and_the_newest_are()
    {
        ManualTimeProvider time = new();
        GuessLimit limit = new(time);
        IPAddress[] many =
        [
            .. Enumerable.Range(0, GuessLimit.MostAddresses + 1)
                .Select(i => new IPAddress([10, 0, (byte)(i / 256), (byte)i])),
        ];

        foreach (IPAddress address in many)
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            for (int i = 0; i < GuessLimit.MostWrong; i++)
            {
                limit.CountWrong(address);
            }
        }

        Assert.Null(limit.WaitOf(many[0]));
        Assert.All(many[1..], address => Assert.NotNull(limit.WaitOf(address)));
    }
}
