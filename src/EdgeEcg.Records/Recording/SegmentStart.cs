namespace EdgeEcg.Records.Recording;

/// <summary>What a segment says of itself, in its header and once more in its index.</summary>
/// <param name="Info">Of the recording.</param>
/// <param name="FirstSample">Index of its first sample, counted from the start of the run.</param>
/// <param name="TimestampNs">Of that sample, on the clock that only runs forward.</param>
public sealed record SegmentStart(RecordingInfo Info, long FirstSample, long TimestampNs);
