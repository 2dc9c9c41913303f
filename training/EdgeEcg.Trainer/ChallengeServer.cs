using System.Net;
using EdgeEcg.Training.Challenge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeEcg.Trainer;

/// <summary>Serves the challenge on this machine only: one page, one style sheet, one script.</summary>
internal sealed class ChallengeServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Dictionary<string, (string Type, string Content)> _files;

    private ChallengeServer(ChallengePage page, int port)
    {
        _files = new(StringComparer.Ordinal)
        {
            ["/"] = ("text/html; charset=utf-8", page.ToServedPage()),
            ["/challenge.css"] = ("text/css; charset=utf-8", ChallengePage.Style),
            ["/challenge.js"] = ("text/javascript; charset=utf-8", ChallengePage.Script),
        };
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _application = builder.Build();
        _application.Run(Answer);
    }

    public string Address => _application.Urls.First();

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ChallengeServer> Start(ChallengePage page, int port)
    {
        ChallengeServer server = new(page, port);
        await server._application.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task Answer(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ChallengePage.ServedPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        }
        else if (_files.TryGetValue(
            context.Request.Path.Value ?? "/", out (string Type, string Content) file))
        {
            context.Response.ContentType = file.Type;
            await context.Response.WriteAsync(file.Content, context.RequestAborted);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
