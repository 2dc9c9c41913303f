namespace EdgeEcg.Monitor.Journal;

/// <summary>How much the journal keeps, and how it is drained.</summary>
public sealed record JournalLimits
{
    /// <summary>Telemetry and strips on the disk.</summary>
    public long MostBytes { get; init; } = 256_000_000;

    /// <summary>Alarms on the disk, beside that.</summary>
    public long AlarmBytes { get; init; } = 16_000_000;

    /// <summary>Kept at most so long, by the time in which the device has run.</summary>
    public TimeSpan MostAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Below this, telemetry makes room on the disk.</summary>
    public long LeastFreeBytes { get; init; } = 200_000_000;

    /// <summary>Telemetry that is not delivered by then is written.</summary>
    public TimeSpan CommitEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A message delivered later than this is late.</summary>
    public TimeSpan LiveWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of a series that cannot be delivered one message is kept in this time.</summary>
    public TimeSpan SeriesEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Late telemetry sent at most.</summary>
    public int BackfillPerSecond { get; init; } = 20;

    /// <summary>Of what is sent while live messages keep coming, late telemetry gets at least this.</summary>
    public int BackfillSharePercent { get; init; } = 20;

    /// <summary>What waits in memory while the disk cannot be written.</summary>
    public long MemoryBytes { get; init; } = 16_000_000;
}
