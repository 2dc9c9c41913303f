namespace EdgeEcg.Monitor.Messages;

/// <summary>Topic <c>info</c>: retained; what the device is.</summary>
public sealed record InfoMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required string DeviceId { get; init; }

    public required string Name { get; init; }

    public required string BootId { get; init; }

    public required string ProgramVersion { get; init; }

    public required string OperatingSystem { get; init; }

    public required string Board { get; init; }

    /// <summary>Null while none is loaded.</summary>
    public required ModelInfo? Model { get; init; }

    /// <summary>Key paths of the configuration file and the text in force; no secrets.</summary>
    public required IReadOnlyDictionary<string, string> Configuration { get; init; }

    public string Disclaimer { get; init; } = MessageContract.Disclaimer;
}
