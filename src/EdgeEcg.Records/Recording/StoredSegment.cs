namespace EdgeEcg.Records.Recording;

/// <summary>What the recorder remembers of a segment on the disk.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Span">What it holds.</param>
/// <param name="Length">The same in time.</param>
/// <param name="Bytes">Of all its files.</param>
/// <param name="IsLocked">Kept longest.</param>
internal sealed record StoredSegment(
    SegmentFiles Files, SampleSpan Span, TimeSpan Length, long Bytes, bool IsLocked)
{
    public static StoredSegment From(RecordedSegment segment) => new(
        segment.Files,
        new SampleSpan(segment.Start.FirstSample, segment.End),
        TimeSpan.FromSeconds(segment.Samples / segment.Start.Info.Rate.Hz),
        segment.Bytes,
        segment.IsLocked);
}
