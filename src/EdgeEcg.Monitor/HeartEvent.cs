using EdgeEcg.Monitor.Alarms;
using EdgeEcg.Monitor.Messages;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Events;

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
    float Quality)
{
    /// <summary>What happened to the heart, under its code and with the priority of its alarm.</summary>
    public static HeartEvent From(in HeartHappening happened)
    {
        string code = HeartEventCodes.Of(happened.Kind);
        EventPriority priority =
            AlarmRules.TryFind(code, out AlarmRule rule) ? rule.Priority : EventPriority.Low;
        return new HeartEvent(
            code, EventKind.Physiological, priority, happened.SampleIndex, happened.DecidedBySampleIndex,
            happened.RrMs, happened.Score, happened.Reasons, happened.Quality);
    }
}
