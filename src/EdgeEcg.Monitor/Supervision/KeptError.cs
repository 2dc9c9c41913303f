namespace EdgeEcg.Monitor.Supervision;

/// <summary>One error that outlives its run.</summary>
public sealed record KeptError
{
    /// <summary>By the wall clock, which may have been wrong then.</summary>
    public required DateTimeOffset Time { get; init; }

    public required string BootId { get; init; }

    /// <summary>Of the log message; 0 for a crash.</summary>
    public required int EventId { get; init; }

    public required string Message { get; init; }

    /// <summary>How often in a row.</summary>
    public required int Count { get; init; }
}
