namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// Reads a secret that the configuration names by file: the first line, without its line end.
/// </summary>
public static class SecretFile
{
    private const int MaxCharacters = 4096;

    /// <exception cref="ConfigurationException">The file cannot be read, is empty or too long.</exception>
    public static string Read(string path)
    {
        string? line;
        try
        {
            using StreamReader reader = File.OpenText(path);
            char[] start = new char[MaxCharacters + 1];
            int count = reader.ReadBlock(start);
            line = new string(start, 0, count).Split('\n')[0].TrimEnd('\r');
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, $"no way to read it ({trouble.Message})");
        }

        return line.Length is > 0 and <= MaxCharacters
            ? line
            : throw Unusable(path, line.Length == 0 ? "an empty first line" : "a longer first line");
    }

    private static ConfigurationException Unusable(string path, string found) =>
        new([new(path, 1, 1, "", found, $"a secret of 1 to {MaxCharacters} characters")]);
}
