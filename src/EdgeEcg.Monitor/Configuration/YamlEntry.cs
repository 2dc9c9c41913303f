namespace EdgeEcg.Monitor.Configuration;

/// <summary>One scalar of the file at its place.</summary>
/// <param name="Path">Keys from the root, joined by dots.</param>
internal readonly record struct YamlEntry(string Path, string Text, int Line, int Column)
{
    /// <summary>YAML's ways to write "nothing here".</summary>
    public bool IsNothing => Text is "" or "~" or "null";
}
