namespace EdgeEcg.Monitor.Configuration;

/// <summary>What may stand at a key, in the words of JSON Schema; text where nothing else is said.</summary>
/// <param name="JsonType"><c>string</c>, <c>integer</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Unit">What a number counts; empty where it is a plain number.</param>
internal sealed record KeyShape(string JsonType = "string", string Unit = "")
{
    public double? Minimum { get; init; }

    public double? Maximum { get; init; }

    /// <summary>The only texts there may be; empty: any within the other limits.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
