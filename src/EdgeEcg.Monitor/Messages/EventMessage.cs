namespace EdgeEcg.Monitor.Messages;

/// <summary>Topic <c>event</c>: not retained; one per abnormal beat or episode.</summary>
public sealed record EventMessage
{
    public int Schema { get; init; } = MessageContract.Schema;

    public required bool Test { get; init; }

    public required EventId Id { get; init; }

    /// <summary>One of <see cref="EventCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>The code again, under the name that Home Assistant's event entity asks for.</summary>
    public string EventType => Code;

    public required EventKind Kind { get; init; }

    public required EventPriority Priority { get; init; }

    /// <summary>The code in other vocabularies, where one fits.</summary>
    public IReadOnlyList<Coding> Codings => EventCodings.Of(Code, Kind);

    /// <summary>Of the R peak, or of where the episode begins.</summary>
    public required long SampleIndex { get; init; }

    /// <summary>Of the R peak; null while the clock is unset.</summary>
    public required DateTimeOffset? Time { get; init; }

    public required ClockState Clock { get; init; }

    /// <summary>Interval that ends in this beat; null where there is none.</summary>
    public required double? RrMs { get; init; }

    /// <summary>Rises with abnormality; null where nothing was scored.</summary>
    public required double? Score { get; init; }

    public required double? Threshold { get; init; }

    public required string? ModelId { get; init; }

    /// <summary>Such as <c>morphology</c>, <c>premature</c>, <c>pause</c>.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required string Lead { get; init; }

    /// <summary>0 (noise) to 1.</summary>
    public required double Quality { get; init; }

    /// <summary>When it was known; null while the clock is unset.</summary>
    public required DateTimeOffset? Determined { get; init; }

    /// <summary>
    /// When it was handed to MQTT, by the wall clock: later than determined after an outage, and unrelated to
    /// it in a replay.
    /// </summary>
    public required DateTimeOffset? Sent { get; init; }

    /// <summary>
    /// From the R peak that decided it (of a run, the third) to the determination, in the signal's time.
    /// </summary>
    public required double GenerationDelayMs { get; init; }

    /// <summary>Topic of the strip that will follow; null where none will.</summary>
    public required string? StripRef { get; init; }

    /// <summary>Sent late, after an outage.</summary>
    public required bool Historical { get; init; }

    public string Disclaimer { get; init; } = MessageContract.Disclaimer;
}
