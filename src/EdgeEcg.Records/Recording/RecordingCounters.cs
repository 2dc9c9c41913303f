namespace EdgeEcg.Records.Recording;

/// <summary>What was recorded, what was not, and what had to go. Counts are since start.</summary>
/// <param name="SamplesRecorded">Per channel, handed to the disk or about to be.</param>
/// <param name="SamplesLost">Per channel: the disk failed, or the queue before it overflowed.</param>
/// <param name="AnnotationsLost">Beats and events for which there was no room or no disk.</param>
/// <param name="WriteFailures">Operations of the disk that failed.</param>
/// <param name="SegmentsEvicted">By the limits, oldest first.</param>
/// <param name="LockedEvicted">Of those, locked ones.</param>
/// <param name="BytesEvicted">What the evicted segments took on the disk.</param>
/// <param name="LengthEvicted">The signal that they held.</param>
/// <param name="BytesStored">Of all recordings.</param>
/// <param name="IsLocked">An alarm is on or was a moment ago: the open segment is locked.</param>
/// <param name="Fault">Why nothing is recorded now; null while all is well.</param>
public sealed record RecordingCounters(
    long SamplesRecorded,
    long SamplesLost,
    long AnnotationsLost,
    long WriteFailures,
    long SegmentsEvicted,
    long LockedEvicted,
    long BytesEvicted,
    TimeSpan LengthEvicted,
    long BytesStored,
    bool IsLocked,
    string? Fault);
