namespace EdgeEcg.Monitor.Configuration;

/// <summary>What documentation and errors know of a key, whatever its type.</summary>
internal interface IConfigurationKey
{
    /// <summary>Section and name, joined by dots.</summary>
    public string Path { get; }

    /// <summary>What may stand there, with unit and range, in words that follow "expected".</summary>
    public string Expected { get; }

    /// <summary>
    /// The default as it would be written in the file; for a required key a value to start from.
    /// </summary>
    public string Written { get; }

    public bool Required { get; }

    /// <summary>Why it exists, or why its default is what it is. One sentence.</summary>
    public string Reason { get; }

    public KeyShape Shape { get; }

    public bool Accepts(string text);
}
