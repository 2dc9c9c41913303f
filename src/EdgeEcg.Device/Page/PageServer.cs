using System.Globalization;
using EdgeEcg.Monitor.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EdgeEcg.Device.Page;

/// <summary>
/// Serves the device's page: its files, one stream a viewer, strips, acknowledgements, the doctor. Nothing is
/// fetched from elsewhere, and the browser is told to allow nothing else.
/// </summary>
internal sealed class PageServer : IDisposable
{
    private const int MostConnections = 64;
    private const int MostViewers = 16;

    /// <summary>A token is made, not remembered, and has to withstand guesses for years.</summary>
    private const int ShortestToken = 16;

    private const string AlarmPath = "/api/alarms/";
    private const string StripPath = "/api/strips/";
    private const string DeparturePath = "/api/departures/";
    private const string DoctorPath = "/api/doctor";
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly WebApplication _application;
    private readonly PageAccess _access;
    private readonly PageFeed _feed;
    private readonly PageDocuments _documents;
    private readonly PageDoctor _doctor;
    private readonly PageStream _stream;
    private int _viewers;

    private PageServer(PageConfiguration page, PageFeed feed, PageDocuments documents, PageDoctor doctor)
    {
        (_feed, _documents, _doctor) = (feed, documents, doctor);
        _stream = new PageStream(feed, TimeProvider.System);
        _access = new PageAccess(
            new PageCredentials(Secret(page.PasswordFile), Token(page.TokenFile)), TimeProvider.System);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(page.Address, page.Port);
        });
        _application = builder.Build();
        _application.Run(Answer);
    }

    /// <summary>Where the page is.</summary>
    public string Address => _application.Urls.First();

    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ConfigurationException">A secret's file cannot be used.</exception>
    public static PageServer Start(
        PageConfiguration page, PageFeed feed, PageDocuments documents, PageDoctor doctor)
    {
        PageServer server = new(page, feed, documents, doctor);
        server._application.StartAsync().GetAwaiter().GetResult();
        return server;
    }

    public void Dispose()
    {
        _stopping.Cancel();
        using (CancellationTokenSource limit = new(StopLimit))
        {
            _application.StopAsync(limit.Token).GetAwaiter().GetResult();
        }

        ((IDisposable)_application).Dispose();
        _stopping.Dispose();
    }

    private async Task Answer(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        if (!await _access.Admit(context))
        {
            return;
        }

        string path = context.Request.Path.Value ?? "/";
        Task answer = (context.Request.Method, path) switch
        {
            ("GET", "/live") => Stream(context),
            ("GET", _) when path.StartsWith(StripPath, StringComparison.Ordinal) =>
                Json(context, Document(path), orElse: StatusCodes.Status204NoContent),
            ("GET", _) when path.StartsWith("/api/", StringComparison.Ordinal) =>
                Json(context, Document(path), orElse: StatusCodes.Status404NotFound),
            ("POST", DoctorPath) => _doctor.Answer(context, _stopping.Token),
            ("POST", _) when path.StartsWith(AlarmPath, StringComparison.Ordinal) =>
                End(context, _feed.Acknowledge(path[AlarmPath.Length..]) ? 204 : 404),
            ("GET", _) when PageAssets.TryFind(path, out byte[] content, out string type) =>
                Send(context, content, type),
            ("GET", _) => End(context, StatusCodes.Status404NotFound),
            _ => End(context, StatusCodes.Status405MethodNotAllowed),
        };
        await answer;
    }

    private static string? Secret(string? file) => file is null ? null : SecretFile.Read(file);

    private static string? Token(string? file) => Secret(file) switch
    {
        { Length: < ShortestToken } token => throw new ConfigurationException([new(
            file!, 1, 1, "", $"a token of {token.Length} characters",
            $"at least {ShortestToken}, as 'openssl rand -hex 32' makes")]),
        var token => token,
    };

    private ReadOnlyMemory<byte>? Document(string path)
    {
        if (path.StartsWith(StripPath, StringComparison.Ordinal))
        {
            return _feed.Strip(path[StripPath.Length..]);
        }

        if (path.StartsWith(DeparturePath, StringComparison.Ordinal))
        {
            return path[DeparturePath.Length..].Split('-') is [var first, var end]
                && long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out long from)
                && long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out long to)
                ? _feed.Departures(from, to)
                : (ReadOnlyMemory<byte>?)null;
        }

        return path switch
        {
            "/api/model" => _documents.Model,
            "/api/recordings" => _documents.Recordings(),
            _ => (ReadOnlyMemory<byte>?)null,
        };
    }

    private async Task Stream(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _viewers) > MostViewers)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            await _stream.Send(context, _stopping.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
        }
    }

    // A strip that is not complete yet is asked for again; that is no error to a browser.
    private static Task Json(HttpContext context, ReadOnlyMemory<byte>? json, int orElse) => json is { } found
        ? Send(context, found, "application/json")
        : End(context, orElse);

    private static async Task Send(HttpContext context, ReadOnlyMemory<byte> content, string type)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static Task End(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
