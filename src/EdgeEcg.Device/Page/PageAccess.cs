using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace EdgeEcg.Device.Page;

/// <summary>
/// Who may see the page: with a password, whoever knows it (HTTP Basic, user <c>edgeecg</c>); without one,
/// whoever asks for this very machine by its own name, so that no foreign site reaches it through the
/// visitor's browser. What changes something also needs a header that only the page itself can send.
/// </summary>
internal sealed class PageAccess(string? password)
{
    private const string User = "edgeecg";
    private const string Scheme = "Basic ";
    private const string OwnHeader = "X-EdgeEcg";

    private static readonly TimeSpan WrongPasswordCosts = TimeSpan.FromMilliseconds(500);

    private readonly byte[]? _expected = password is null ? null : Hash($"{User}:{password}");

    /// <summary>False, with the refusal written, where the request must not be answered.</summary>
    public async Task<bool> Admit(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (_expected is null ? !IsThisMachine(request.Host.Host) : !KnowsPassword(request))
        {
            await Refuse(context);
            return false;
        }

        if (HttpMethods.IsPost(request.Method) && !request.Headers.ContainsKey(OwnHeader))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return false;
        }

        return true;
    }

    private async Task Refuse(HttpContext context)
    {
        if (_expected is null)
        {
            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        if (context.Request.Headers.Authorization.Count > 0)
        {
            await Task.Delay(WrongPasswordCosts, TimeProvider.System, context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"EdgeEcg\", charset=\"UTF-8\"";
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            "This page needs the device's user and password.", context.RequestAborted);
    }

    private bool KnowsPassword(HttpRequest request)
    {
        string given = request.Headers.Authorization.ToString();
        Span<byte> credentials = stackalloc byte[512];
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && Convert.TryFromBase64String(given[Scheme.Length..], credentials, out int length)
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(credentials[..length]), _expected);
    }

    private static bool IsThisMachine(string host) => host == "localhost"
        || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
