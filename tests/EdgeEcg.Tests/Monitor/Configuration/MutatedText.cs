namespace EdgeEcg.Tests.Monitor.Configuration;

/// <summary>
/// What happens to files that people edit: letters typed wrong, lines lost, doubled, moved or cut off.
/// </summary>
internal static class MutatedText
{
    private const string Letters = ":-[]{}&*!|>'\"%@`#?, \n\t~abz019.\u00e9\u2028\0";

    public static string Of(string text, Random random)
    {
        int edits = random.Next(1, 4);
        for (int edit = 0; edit < edits; edit++)
        {
            text = random.Next(4) == 0 ? MutateLines(text, random) : MutateLetter(text, random);
        }

        return text;
    }

    private static string MutateLetter(string text, Random random)
    {
        int place = random.Next(text.Length + 1);
        char letter = Letters[random.Next(Letters.Length)];
        int replaced = place < text.Length && random.Next(2) == 0 ? 1 : 0;
        return text[..place] + letter + text[(place + replaced)..];
    }

    private static string MutateLines(string text, Random random)
    {
        List<string> lines = [.. text.Split('\n')];
        int line = random.Next(lines.Count);
        switch (random.Next(4))
        {
            case 0:
                lines.RemoveAt(line);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count), lines[line]);
                break;
            case 2:
                lines[line] = new string(' ', random.Next(8)) + lines[line].TrimStart();
                break;
            default:
                return text[..random.Next(text.Length + 1)];
        }

        return string.Join('\n', lines);
    }
}
