namespace EdgeEcg.Monitor.Messages;

/// <summary>A code of another vocabulary, in FHIR's form.</summary>
public sealed record Coding
{
    public required string System { get; init; }

    public required string Code { get; init; }

    public required string Display { get; init; }
}
