using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>
/// Something that happened to the heart or to the signal, not yet given an id or a wall time.
/// </summary>
/// <param name="Code">One of <see cref="EventCodes"/>.</param>
/// <param name="Kind">Heart or technique.</param>
/// <param name="Priority">How urgent.</param>
/// <param name="SampleIndex">The R peak, or where the episode begins.</param>
/// <param name="DecidedBySampleIndex">The R peak that decided it: for a run, that of its third beat.</param>
/// <param name="RrMs">Interval that ends in this beat.</param>
/// <param name="Score">As in <see cref="BeatVerdict"/>.</param>
/// <param name="Reasons">As in <see cref="BeatVerdict"/>.</param>
/// <param name="Quality">0 … 1.</param>
public readonly record struct HeartEvent(
    string Code,
    EventKind Kind,
    EventPriority Priority,
    long SampleIndex,
    long DecidedBySampleIndex,
    double? RrMs,
    float? Score,
    BeatReasons Reasons,
    float Quality);
