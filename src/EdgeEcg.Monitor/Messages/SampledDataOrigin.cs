namespace EdgeEcg.Monitor.Messages;

/// <summary>The quantity that the number 0 stands for, in FHIR's form with a unit of UCUM.</summary>
public sealed record SampledDataOrigin
{
    public required double Value { get; init; }

    public string Unit { get; init; } = "uV";

    public string System { get; init; } = "http://unitsofmeasure.org";

    public string Code { get; init; } = "uV";
}
