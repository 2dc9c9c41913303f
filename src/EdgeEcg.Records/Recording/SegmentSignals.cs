namespace EdgeEcg.Records.Recording;

/// <summary>
/// The samples of a segment, block by block, each block checked against the index. What the index does not
/// tell of is read all the same, as far as whole samples reach; a tail of zeros there is none of the chip's:
/// a file system leaves it where length, but not content, was on the disk when the power went.
/// </summary>
public static class SegmentSignals
{
    private const int MaxFramesPerBlock = 10_000;

    /// <param name="codes">Interleaved codes of both channels; the mark of a missing sample as it
    /// stands.</param>
    /// <param name="frames">Samples per channel.</param>
    /// <param name="check">Whether they can be trusted.</param>
    public delegate void TakeBlock(ReadOnlySpan<int> codes, int frames, BlockCheck check);

    /// <returns>Samples per channel.</returns>
    /// <exception cref="IOException">The disk.</exception>
    public static long Read(SegmentFiles files, SegmentIndex index, TakeBlock take) =>
        Read(files, index, new SampleSpan(0, long.MaxValue), take);

    /// <summary>Where the block begins that a frame lies in, or would lie in behind the last one.</summary>
    public static long StartOfBlock(SegmentIndex index, long frame)
    {
        long start = 0;
        foreach (IndexedBlock block in index.Blocks)
        {
            if (block.FirstFrame > frame)
            {
                break;
            }

            start = block.FirstFrame + (block.FirstFrame + block.Frames <= frame ? block.Frames : 0);
        }

        return start;
    }

    /// <summary>The blocks of a stretch only.</summary>
    /// <param name="wanted">Frames; from where a block starts, to within the last block.</param>
    /// <returns>One past the last frame that was read.</returns>
    /// <inheritdoc cref="Read(SegmentFiles, SegmentIndex, TakeBlock)"/>
    public static long Read(SegmentFiles files, SegmentIndex index, SampleSpan wanted, TakeBlock take)
    {
        if (!File.Exists(files.Signals))
        {
            return 0;
        }

        using FileStream stream = RecordFile.OpenRead(files.Signals);
        byte[] bytes = new byte[MaxFramesPerBlock * RecordingInfo.FrameBytes];
        int[] codes = new int[MaxFramesPerBlock * RecordingInfo.Channels];
        long frame = wanted.First;
        stream.Position = Math.Min(frame * RecordingInfo.FrameBytes, stream.Length);
        while (frame < wanted.End)
        {
            IndexedBlock? block = BlockAt(index, frame, out long nextFrame);
            int length = (int)Math.Min(MaxFramesPerBlock, nextFrame - frame) * RecordingInfo.FrameBytes;
            int read = stream.ReadAtLeast(bytes.AsSpan(0, length), length, throwOnEndOfStream: false);
            int frames = read / RecordingInfo.FrameBytes;
            Span<byte> found = bytes.AsSpan(0, frames * RecordingInfo.FrameBytes);
            BlockCheck check = Check(block, frames, found);
            if (frames == 0 || (check == BlockCheck.Unknown && !found.ContainsAnyExcept((byte)0)))
            {
                return frame;
            }

            SampleCodec.Decode(SignalFormat.Bits24, found, codes.AsSpan(0, frames * RecordingInfo.Channels));
            take(codes.AsSpan(0, frames * RecordingInfo.Channels), frames, check);
            frame += frames;
        }

        return frame;
    }

    private static BlockCheck Check(IndexedBlock? block, int frames, ReadOnlySpan<byte> found)
    {
        if (block is not { } told)
        {
            return BlockCheck.Unknown;
        }

        return frames == told.Frames && Checksum32.Of(found) == told.Checksum
            ? BlockCheck.Good
            : BlockCheck.Damaged;
    }

    // Blocks are few thousand at most and asked for in order, but a damaged index may have holes.
    private static IndexedBlock? BlockAt(SegmentIndex index, long frame, out long nextFrame)
    {
        int low = 0;
        int high = index.Blocks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = index.Blocks[middle].FirstFrame < frame ? (middle + 1, high) : (low, middle);
        }

        nextFrame = low < index.Blocks.Count ? index.Blocks[low].FirstFrame : long.MaxValue;
        if (nextFrame != frame)
        {
            return null;
        }

        IndexedBlock block = index.Blocks[low];
        nextFrame = frame + block.Frames;
        return block;
    }
}
