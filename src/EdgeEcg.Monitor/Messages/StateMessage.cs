namespace EdgeEcg.Monitor.Messages;

/// <summary>Topic <c>state</c>: retained, expires; how the wearer and the electrodes are now.</summary>
public sealed record StateMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required string BootId { get; init; }

    /// <summary>Of the newest sample looked at.</summary>
    public required long SampleIndex { get; init; }

    public required DateTimeOffset? Time { get; init; }

    public required ClockState Clock { get; init; }

    /// <summary>Null while it is not valid.</summary>
    public required double? HeartRateBpm { get; init; }

    public required bool HeartRateValid { get; init; }

    /// <summary>Whether the wearer's own baseline is still being learnt; nothing is scored meanwhile.</summary>
    public required bool Learning { get; init; }

    /// <summary>Names of the electrodes that are off.</summary>
    public required IReadOnlyList<string> LeadsOff { get; init; }

    /// <summary>0 (noise) to 1.</summary>
    public required double Quality { get; init; }

    public required long Beats { get; init; }

    public required long BeatsAbnormal { get; init; }

    public required long Events { get; init; }
}
