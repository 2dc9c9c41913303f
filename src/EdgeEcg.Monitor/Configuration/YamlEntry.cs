namespace EdgeEcg.Monitor.Configuration;

/// <summary>One scalar of the file at its place.</summary>
/// <param name="Path">Keys from the root, joined by dots, as the file writes them.</param>
internal readonly record struct YamlEntry(string Path, string Text, int Line, int Column)
{
    /// <summary>Where in the text the key stands, without its section.</summary>
    public Range Name { get; init; }

    /// <summary>Where in the text the value stands, with its quotes.</summary>
    public Range Value { get; init; }

    /// <summary>YAML's ways to write "nothing here".</summary>
    public bool IsNothing => Text is "" or "~" or "null";
}
