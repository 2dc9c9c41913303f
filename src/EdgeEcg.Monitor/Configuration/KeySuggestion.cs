namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// What the writer of an unknown key most likely meant: the known path that takes the fewest edits.
/// </summary>
internal static class KeySuggestion
{
    // More wrong letters than this in a name is another word.
    private const int MaxEdits = 3;

    /// <summary>Words that follow "expected".</summary>
    public static string For(string path, IReadOnlyList<string> known)
    {
        string name = NameOf(path);
        string section = path[..^name.Length];
        string? sibling = Nearest(name, known.Where(k => k.StartsWith(section, StringComparison.Ordinal)
            && !k[section.Length..].Contains('.')));
        string? anywhere = sibling ?? Nearest(name, known);
        return anywhere is null
            ? "a known key (docs/configuration.md lists them)"
            : $"a known key (did you mean {anywhere}?)";
    }

    private static string? Nearest(string name, IEnumerable<string> paths)
    {
        (int Edits, string? Path) best = (Math.Min(MaxEdits, name.Length / 2) + 1, null);
        foreach (string path in paths)
        {
            int edits = Edits(name, NameOf(path));
            if (edits < best.Edits)
            {
                best = (edits, path);
            }
        }

        return best.Path;
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('.') + 1)..];

    /// <summary>Levenshtein distance, one row at a time.</summary>
    private static int Edits(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
