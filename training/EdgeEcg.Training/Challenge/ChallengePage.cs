using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeEcg.Training.Reporting;

namespace EdgeEcg.Training.Challenge;

/// <summary>
/// The challenge as a page: one file that needs nothing else, or its three parts to be served. Either way the
/// browser is told to run and fetch nothing but these: by their hashes in the file, by their address when
/// served.
/// </summary>
public sealed partial class ChallengePage
{
    private const string Folder = "challenge/";
    private const string FileHead = """
        <meta http-equiv="Content-Security-Policy" content="{0}">
        <style>{1}</style>
        """;

    private const string ServedHead = """<link rel="stylesheet" href="challenge.css">""";
    private const string ServedScript = """<script type="module" src="challenge.js"></script>""";

    private readonly string _data;

    public ChallengePage(ChallengeContent content)
    {
        string json = JsonSerializer.Serialize(content, ChallengeJsonContext.Default.ChallengeContent);

        // Within a script element "</" could end it; JSON may write it like this.
        _data = json.Replace("</", "<\\/", StringComparison.Ordinal);
    }

    /// <summary>What the server says beside the page.</summary>
    public static string ServedPolicy => "default-src 'none'; script-src 'self'; style-src 'self'; "
        + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The looks of the report and of ECG paper.</summary>
    public static string Style => HtmlReport.Style() + Part("challenge.css");

    /// <summary>The device page's ECG paper and the game, as one module.</summary>
    public static string Script =>
        Module().Replace(Part("paper.js") + Part("challenge.js"), string.Empty);

    /// <summary>Everything in one file.</summary>
    public string ToFile()
    {
        (string style, string script) = (Style, Script);
        string policy = $"default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; "
            + "img-src data:; base-uri 'none'; form-action 'none'";
        return Whole(
            FileHead.Replace("{0}", policy, StringComparison.Ordinal)
                .Replace("{1}", style, StringComparison.Ordinal),
            $"<script type=\"module\">{script}</script>");
    }

    /// <summary>The page alone, beside which <see cref="Style"/> and <see cref="Script"/> lie.</summary>
    public string ToServedPage() => Whole(ServedHead, ServedScript);

    private string Whole(string head, string script) => Part("challenge.html")
        .Replace("<!--head-->", head, StringComparison.Ordinal)
        .Replace("<!--data-->", _data, StringComparison.Ordinal)
        .Replace("<!--script-->", script, StringComparison.Ordinal);

    private static string HashOf(string text) =>
        "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Part(string name)
    {
        using Stream stream =
            typeof(ChallengePage).Assembly.GetManifestResourceStream(Folder + name)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    // What one module gives another needs no saying where both are one.
    [GeneratedRegex("^import .*\n|^export (?=const |function )", RegexOptions.Multiline)]
    private static partial Regex Module();
}
