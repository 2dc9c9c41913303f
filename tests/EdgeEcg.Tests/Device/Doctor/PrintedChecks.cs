using System.Text.RegularExpressions;

namespace EdgeEcg.Tests.Device.Doctor;

/// <summary>
/// The rows of a printed check-up, read back from its columns: what a row says in one piece, whatever the
/// width, with numbers and paths masked because they differ from machine to machine.
/// </summary>
internal static partial class PrintedChecks
{
    private const int WordColumn = 28;
    private const int TextColumn = 34;

    public static List<(string Name, string Word, string Text)> Read(string printed)
    {
        List<(string Name, string Word, string Text)> rows = [];
        string[] lines = printed.Split('\n');
        foreach (string line in lines.Where(line => line.StartsWith("  ", StringComparison.Ordinal)))
        {
            string padded = line.PadRight(TextColumn);
            string name = padded[..WordColumn].Trim();
            string word = padded[WordColumn..TextColumn].Trim();
            string text = padded[TextColumn..].Trim();
            if (word.Length > 0)
            {
                rows.Add((name, word, text));
            }
            else
            {
                (string Name, string Word, string Text) begun = rows[^1];
                rows[^1] = ($"{begun.Name} {name}".Trim(), begun.Word, $"{begun.Text} {text}".Trim());
            }
        }

        return [.. rows.Select(row => (row.Name, row.Word, Mask(row.Text)))];
    }

    private static string Mask(string text)
    {
        string line = Blanks().Replace(text, " ");
        line = User().Replace(Path().Replace(line, "/…"), "user …");
        return Number().Replace(ModelId().Replace(line, "id"), "#");
    }

    [GeneratedRegex(@"\buser [a-z_][a-z0-9_-]*$")]
    private static partial Regex User();

    [GeneratedRegex(@"\b[0-9a-f]{12}\b")]
    private static partial Regex ModelId();

    [GeneratedRegex(@"(?<=^|\s)/[^\s:,;]+")]
    private static partial Regex Path();

    [GeneratedRegex(@"\d+([.,:-]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
