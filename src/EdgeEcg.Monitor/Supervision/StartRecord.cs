namespace EdgeEcg.Monitor.Supervision;

/// <summary>What is kept of the last start.</summary>
public sealed record StartRecord
{
    public required string KernelBootId { get; init; }

    /// <summary>Starts in a row that failed within a minute.</summary>
    public required int QuickFailures { get; init; }

    public required RunPhase Phase { get; init; }
}
