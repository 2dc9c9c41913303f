using EdgeEcg.Core;

namespace EdgeEcg.Records;

/// <summary>What a record's <c>.hea</c> file says (WFDB header(5)).</summary>
public sealed record WfdbHeader
{
    /// <summary>
    /// Letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; the header file is called <c>Name.hea</c>.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Samples per second of every signal.</summary>
    public required SampleRate SampleRate { get; init; }

    /// <summary>
    /// Of a record in several segments, those that its layout names, or else those of its first segment.
    /// </summary>
    public required IReadOnlyList<WfdbSignal> Signals { get; init; }

    /// <summary>In order; empty where the record is in one piece.</summary>
    public IReadOnlyList<WfdbSegment> Segments { get; init; } = [];

    /// <summary>
    /// Samples of each signal; null where the header leaves it open, and the files' length decides.
    /// </summary>
    public long? SampleCount { get; init; }

    /// <summary>Ticks per second of a tape counter or page number; null where there is none.</summary>
    public double? CounterFrequencyHz { get; init; }

    /// <summary>The counter's value at sample 0.</summary>
    public double BaseCounter { get; init; }

    /// <summary>Time of day at sample 0, where it was recorded.</summary>
    public TimeSpan? BaseTime { get; init; }

    public DateOnly? BaseDate { get; init; }

    /// <summary>
    /// Comment lines after the last signal, without their <c>#</c>: what header(5) calls info strings.
    /// </summary>
    public IReadOnlyList<string> Comments { get; init; } = [];
}
