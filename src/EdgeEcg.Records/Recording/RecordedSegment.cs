namespace EdgeEcg.Records.Recording;

/// <summary>One segment as it lies on the disk. Reading it never changes it.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Start">Where it lies.</param>
/// <param name="Samples">Per channel, as far as the files hold them.</param>
/// <param name="IsComplete">False while it is being written, or was left so by a power cut.</param>
/// <param name="IsLocked">Around an alarm: kept longest.</param>
/// <param name="Bytes">Of all its files.</param>
public sealed record RecordedSegment(
    SegmentFiles Files, SegmentStart Start, long Samples, bool IsComplete, bool IsLocked, long Bytes)
{
    /// <summary>One past the index of its last sample.</summary>
    public long End => Start.FirstSample + Samples;

    /// <summary>What was written when, with checksums.</summary>
    public SegmentIndex ReadIndex() => SegmentIndex.Read(Files.Index);

    /// <summary>Intact annotations; indexes count from the start of the run.</summary>
    /// <param name="damagedPieces">Pieces that could not be read to their end.</param>
    public IReadOnlyList<Annotation> ReadAnnotations(out int damagedPieces) =>
    [
        .. SegmentAnnotations.Read(Files, ReadIndex(), out damagedPieces)
            .Select(a => a with { SampleIndex = a.SampleIndex + Start.FirstSample }),
    ];

    /// <summary>Of a sample in this segment, on the clock that only runs forward.</summary>
    /// <param name="sampleIndex">From the start of the run.</param>
    /// <param name="index">Of this segment.</param>
    public long TimestampOf(long sampleIndex, SegmentIndex index)
    {
        long frame = sampleIndex - Start.FirstSample;
        (long knownFrame, long knownNs) = (0, Start.TimestampNs);
        foreach (IndexedBlock block in index.Blocks)
        {
            if (block.FirstFrame <= frame)
            {
                (knownFrame, knownNs) = (block.FirstFrame, block.TimestampNs);
            }
        }

        return knownNs + (long)((frame - knownFrame) * 1e9 / Start.Info.Rate.Hz);
    }

    /// <summary>Null where neither header nor index says where the segment lies.</summary>
    internal static RecordedSegment? Open(SegmentFiles files)
    {
        try
        {
            SegmentHeader? header = SegmentHeader.Read(files.Header);
            SegmentIndex? index = header?.Samples is null ? SegmentIndex.Read(files.Index) : null;
            return (header?.Start ?? index?.Start) is { } start
                ? Open(files, start, header?.Samples ?? index?.CompleteFrames)
                : null;
        }
        catch (BadRecordException)
        {
            // It vanished between two looks, or is no file that this program writes.
            return null;
        }
    }

    private static RecordedSegment Open(SegmentFiles files, SegmentStart start, long? told)
    {
        long stored = LengthOf(files.Signals) / RecordingInfo.FrameBytes;
        return new RecordedSegment(
            files, start, Math.Min(told ?? stored, stored), told is not null, File.Exists(files.Lock),
            files.All.Sum(LengthOf));
    }

    private static long LengthOf(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? file.Length : 0;
    }
}
