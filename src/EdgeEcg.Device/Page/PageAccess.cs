using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace EdgeEcg.Device.Page;

/// <summary>
/// Who may see the page: where a password or a token is set, whoever shows it; else whoever asks for this
/// very machine by its own name, so that no foreign site reaches it through the visitor's browser. What
/// changes something also needs a header that only the page itself can send.
/// </summary>
internal sealed class PageAccess(PageCredentials credentials, TimeProvider time)
{
    private const string OwnHeader = "X-EdgeEcg";
    private const string TokenField = "token";

    private static readonly TimeSpan WrongGuessCosts = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CookieLives = TimeSpan.FromDays(30);

    private readonly GuessLimit _guesses = new(time);

    /// <summary>False, with the answer written, where the request goes no further.</summary>
    public async Task<bool> Admit(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!credentials.AreAsked)
        {
            if (!IsThisMachine(request.Host.Host))
            {
                context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
                return false;
            }
        }
        else if (!credentials.KnowsCookie(request.Cookies[PageCredentials.CookieName])
            && !await KnowsSecret(context))
        {
            return false;
        }

        if (HttpMethods.IsPost(request.Method) && !request.Headers.ContainsKey(OwnHeader))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return false;
        }

        return true;
    }

    // A link with the token is exchanged for a cookie at once, so that the address bar does not keep it.
    private async Task<bool> KnowsSecret(HttpContext context)
    {
        HttpRequest request = context.Request;
        string header = request.Headers.Authorization.ToString();
        string? link = HttpMethods.IsGet(request.Method) && request.Path == "/"
            ? request.Query[TokenField].FirstOrDefault()
            : null;
        if (header.Length == 0 && link is null)
        {
            await Refuse(context, StatusCodes.Status401Unauthorized);
            return false;
        }

        IPAddress from = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_guesses.WaitOf(from) is { } wait)
        {
            context.Response.Headers.RetryAfter =
                Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Refuse(context, StatusCodes.Status429TooManyRequests);
            return false;
        }

        if (link is not null && credentials.KnowsToken(link))
        {
            GiveCookie(context.Response);
            return false;
        }

        if (link is null && credentials.KnowsHeader(header))
        {
            return true;
        }

        _guesses.CountWrong(from);
        await Task.Delay(WrongGuessCosts, time, context.RequestAborted);
        await Refuse(context, StatusCodes.Status401Unauthorized);
        return false;
    }

    // Lax: a link in a mail or a chat still opens the page; a foreign site's POST does not carry it.
    private void GiveCookie(HttpResponse response)
    {
        response.Cookies.Append(PageCredentials.CookieName, credentials.Cookie!, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = CookieLives,
        });
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = "/";
    }

    private async Task Refuse(HttpContext context, int status)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        if (status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = credentials.Challenge;
        }

        await response.WriteAsync(
            status == StatusCodes.Status401Unauthorized ? credentials.Asked : "Too many wrong guesses; wait.",
            context.RequestAborted);
    }

    private static bool IsThisMachine(string host) => host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
}
