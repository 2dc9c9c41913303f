namespace EdgeEcg.Records.Recording;

/// <summary>What is on the disk of one run of the device.</summary>
/// <param name="Number">Rises with every run that recorded.</param>
/// <param name="Folder">Holds its files.</param>
/// <param name="Info">Device, run, rate, scale.</param>
/// <param name="Segments">In order of time; at least one.</param>
/// <param name="Clock">How its samples are dated.</param>
public sealed record StoredRecording(
    int Number,
    string Folder,
    RecordingInfo Info,
    IReadOnlyList<RecordedSegment> Segments,
    ClockLog Clock)
{
    /// <summary>Such as <c>r000017</c>; also the name of the WFDB record of all segments.</summary>
    public string Name => SegmentFiles.RecordingName(Number);

    public long Bytes => Segments.Sum(s => s.Bytes);

    /// <summary>From the first sample that is still there to the last.</summary>
    public SampleSpan Span => new(Segments[0].Start.FirstSample, Segments[^1].End);

    /// <summary>A segment is being written, or was when the power went.</summary>
    public bool IsOpen => !Segments[^1].IsComplete;

    public DateTimeOffset? StartTime => TimeOf(Span.First);

    public DateTimeOffset? EndTime => TimeOf(Span.End - 1);

    /// <summary>Stretches between segments that are not there: lost, or evicted.</summary>
    public IReadOnlyList<SampleSpan> Gaps =>
    [
        .. Segments.Zip(Segments.Skip(1))
            .Select(pair => new SampleSpan(pair.First.End, pair.Second.Start.FirstSample))
            .Where(gap => gap.Length > 0),
    ];

    public IReadOnlyList<SampleSpan> Locked =>
        [.. Segments.Where(s => s.IsLocked).Select(s => new SampleSpan(s.Start.FirstSample, s.End))];

    /// <summary>Wall time of a sample, by the best that was known of the clock; null where nothing
    /// was.</summary>
    public DateTimeOffset? TimeOf(long sampleIndex) => Clock.TimeOf(TimestampOf(sampleIndex))?.Time;

    /// <summary>How far that time can be believed: <c>unset</c>, <c>holdover</c> or <c>synced</c>.</summary>
    public ClockTrust ClockAt(long sampleIndex) =>
        Clock.TimeOf(TimestampOf(sampleIndex))?.Trust ?? ClockTrust.Unset;

    /// <summary>The first sample at or after a wall time; null where the clock was never known.</summary>
    public long? SampleAt(DateTimeOffset time)
    {
        if (StartTime is null)
        {
            return null;
        }

        (long low, long high) = (Span.First, Span.End);
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = TimeOf(middle) < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Events of the whole recording, in order.</summary>
    public IEnumerable<RecordedEvent> Events() => Segments
        .SelectMany(s => s.ReadAnnotations(out _))
        .Select(a => RecordedEvent.From(a))
        .OfType<RecordedEvent>();

    private long TimestampOf(long sampleIndex)
    {
        RecordedSegment segment =
            Segments.LastOrDefault(s => s.Start.FirstSample <= sampleIndex) ?? Segments[0];
        return segment.TimestampOf(sampleIndex, segment.ReadIndex());
    }
}
