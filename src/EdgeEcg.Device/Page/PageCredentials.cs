using System.Security.Cryptography;
using System.Text;

namespace EdgeEcg.Device.Page;

/// <summary>
/// What opens the page: a password (HTTP Basic, user <c>edgeecg</c>), a token (HTTP Bearer, or a link), or
/// the cookie that the link is exchanged for. The cookie is derived from the token, so that it outlives a
/// restart and ends with the token. Compared by hash and in constant time.
/// </summary>
internal sealed class PageCredentials
{
    public const string CookieName = "edgeecg_page";

    private const string User = "edgeecg";
    private const string Basic = "Basic ";
    private const string Bearer = "Bearer ";
    private const string Realm = "realm=\"EdgeEcg\"";
    private const int MostCharacters = 4096;

    private readonly byte[]? _login;
    private readonly byte[]? _token;
    private readonly byte[]? _cookie;

    /// <param name="password">Null: none opens the page.</param>
    /// <param name="token">Null: none opens the page.</param>
    public PageCredentials(string? password, string? token)
    {
        _login = password is null ? null : Hash($"{User}:{password}");
        if (token is not null)
        {
            _token = Hash(token);
            Cookie = Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "cookie of the page"u8));
            _cookie = Hash(Cookie);
        }
    }

    /// <summary>Whether anything is asked for at all.</summary>
    public bool AreAsked => _login is not null || _token is not null;

    /// <summary>For who came by the link; null without a token.</summary>
    public string? Cookie { get; }

    /// <summary>The header that has a browser ask for the password, where there is one.</summary>
    public string Challenge => _login is null ? Bearer + Realm : $"{Basic}{Realm}, charset=\"UTF-8\"";

    /// <summary>The refusal in words.</summary>
    public string Asked => (_login, _token) switch
    {
        (not null, null) => "This page needs the device's user and password.",
        (null, _) => "This page needs the device's token: open its link, or send it as a Bearer.",
        _ => "This page needs the device's user and password, or its token.",
    };

    public bool KnowsCookie(string? cookie) => Matches(cookie, _cookie);

    public bool KnowsToken(string token) => Matches(token, _token);

    /// <param name="header">As it came: <c>Basic …</c> or <c>Bearer …</c>.</param>
    public bool KnowsHeader(string header)
    {
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return KnowsToken(header[Bearer.Length..].Trim());
        }

        Span<byte> login = stackalloc byte[512];
        return _login is not null
            && header.StartsWith(Basic, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(header[Basic.Length..], login, out int length)
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(login[..length]), _login);
    }

    private static bool Matches(string? given, byte[]? expected) =>
        expected is not null && given is { Length: > 0 and <= MostCharacters }
        && CryptographicOperations.FixedTimeEquals(Hash(given), expected);

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
