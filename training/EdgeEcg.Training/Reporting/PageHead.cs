using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace EdgeEcg.Training.Reporting;

/// <summary>
/// How a page of one file begins: its own style and nothing else, which the browser is told by the style's
/// hash. It ends with <see cref="End"/>.
/// </summary>
internal static class PageHead
{
    public const string End = "</main>\n</body>\n</html>\n";

    /// <param name="title">Of the page and of its first heading.</param>
    /// <param name="style">The style sheet.</param>
    public static string Of(string title, string style)
    {
        string name = WebUtility.HtmlEncode(title);
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        string policy = $"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; "
            + "form-action 'none'";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="{policy}">
            <link rel="icon" href="data:,">
            <title>{name}</title>
            <style>{style}</style>
            </head>
            <body>
            <main>
            <h1>{name}</h1>

            """;
    }
}
