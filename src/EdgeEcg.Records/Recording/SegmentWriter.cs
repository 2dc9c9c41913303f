using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// Writes one segment so that it can be read after a power cut at any byte: the header is there before the
/// first sample; samples and annotations are only ever appended; the index tells of them after they were
/// written. The annotation file ends with an end mark at all times: the next piece is written over it.
/// Any failure of the disk comes out as it is; then the segment is to be left alone. Not thread-safe.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    /// <summary>Ten thousand frames; the first of two limits after which a block is written.</summary>
    private const int BlockBytes = 10_000 * RecordingInfo.FrameBytes;

    private const int EndMarkBytes = 2;

    private static readonly int MissingMark = SampleCodec.MissingMark(SignalFormat.Bits24);

    private readonly IRecordingDisk _disk;
    private readonly IRecordingFile _signals;
    private readonly IRecordingFile _annotations;
    private readonly IRecordingFile _index;
    private readonly byte[] _block = new byte[BlockBytes];
    private readonly MemoryStream _piece = new();
    private readonly AnnotationEncoder _encoder;
    private readonly int[] _initialCodes = new int[RecordingInfo.Channels];
    private readonly int[] _sums = new int[RecordingInfo.Channels];
    private int _blockFilled;
    private long _blockTimestampNs;
    private long _writtenFrames;
    private long _annotationBytes;
    private long _indexBytes;
    private long _lastAnnotated;
    private long _pieceBase;

    /// <param name="disk">Where to.</param>
    /// <param name="files">A segment that is not there yet.</param>
    /// <param name="start">Where it lies.</param>
    public SegmentWriter(IRecordingDisk disk, SegmentFiles files, SegmentStart start)
    {
        (_disk, Files, Start) = (disk, files, start);
        _encoder = new AnnotationEncoder(_piece);
        disk.Replace(files.Header, SegmentHeader.Compose(files.Name, start, null, null, null));
        try
        {
            _index = disk.Open(files.Index);
            WriteIndex(SegmentIndex.Line(start));
            _annotations = disk.Open(files.Annotations);
            _annotations.Write(0, stackalloc byte[EndMarkBytes]);
            _signals = disk.Open(files.Signals);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public SegmentFiles Files { get; }

    public SegmentStart Start { get; }

    /// <summary>Samples per channel so far, those included that are not on the disk yet.</summary>
    public long Frames => _writtenFrames + (_blockFilled / RecordingInfo.FrameBytes);

    /// <summary>Index of the sample that comes next.</summary>
    public long End => Start.FirstSample + Frames;

    /// <summary>Samples taken, marks of missing ones not counted, that the disk has not got yet.</summary>
    public int WaitingSamples { get; private set; }

    /// <summary>What the files hold.</summary>
    public long Bytes => (_writtenFrames * RecordingInfo.FrameBytes) + _annotationBytes + _indexBytes;

    /// <summary>Codes beyond the format's range, which is one code narrower than the chip's.</summary>
    public long ClippedSamples { get; private set; }

    /// <summary>Takes one sample; writes when a block is full. Allocates nothing.</summary>
    public void Append(int code1, int code2, long timestampNs)
    {
        if (_blockFilled == 0)
        {
            _blockTimestampNs = timestampNs;
        }

        WaitingSamples++;
        Store(0, Clipped(code1));
        Store(1, Clipped(code2));
        if (_blockFilled == BlockBytes)
        {
            WriteBlock();
        }
    }

    /// <summary>Marks samples as missing.</summary>
    /// <param name="frames">How many; few enough to be worth their room.</param>
    /// <param name="timestampNs">When the first of them would have been.</param>
    public void AppendMissing(long frames, long timestampNs)
    {
        for (long i = 0; i < frames; i++)
        {
            _blockTimestampNs = _blockFilled == 0 ? timestampNs : _blockTimestampNs;
            Store(0, MissingMark);
            Store(1, MissingMark);
            if (_blockFilled == BlockBytes)
            {
                WriteBlock();
            }
        }
    }

    /// <summary>Takes an annotation; one that lies before the last one taken is moved to it.</summary>
    /// <param name="annotation">Its index counts from the start of the segment.</param>
    public void Annotate(Annotation annotation)
    {
        long sample = Math.Max(_lastAnnotated, annotation.SampleIndex);
        _pieceBase = _piece.Length == 0 ? _lastAnnotated : _pieceBase;
        _encoder.Write(annotation with { SampleIndex = sample });
        _lastAnnotated = sample;
    }

    /// <summary>What was taken until now outlives a power cut when this returns.</summary>
    public void Flush()
    {
        WriteBlock();
        WriteAnnotations();
        _signals.Flush();
        _annotations.Flush();
        _index.Flush();
    }

    /// <summary>Nothing comes any more: tells count, checksums and time in the header.</summary>
    /// <param name="time">Wall time of the first sample; null: not known.</param>
    public void Complete(DateTimeOffset? time)
    {
        Flush();
        WriteIndex(SegmentIndex.EndLine(_writtenFrames));
        _index.Flush();
        WfdbSignal[] signals = Start.Info.Signals(Files.Name + ".dat");
        for (int s = 0; s < signals.Length; s++)
        {
            signals[s] = signals[s] with
            {
                InitialCode = _initialCodes[s],
                Checksum = unchecked((short)_sums[s]),
            };
        }

        _disk.Replace(
            Files.Header, SegmentHeader.Compose(Files.Name, Start, _writtenFrames, signals, time));
    }

    public void Dispose()
    {
        _signals?.Dispose();
        _annotations?.Dispose();
        _index?.Dispose();
        _piece.Dispose();
    }

    private int Clipped(int code)
    {
        int stored = Math.Clamp(code, MissingMark + 1, -(MissingMark + 1));
        ClippedSamples += stored == code ? 0 : 1;
        return stored;
    }

    private void Store(int channel, int code)
    {
        _initialCodes[channel] = Frames == 0 ? code : _initialCodes[channel];
        _sums[channel] = unchecked(_sums[channel] + code);
        _block[_blockFilled] = (byte)code;
        _block[_blockFilled + 1] = (byte)(code >> 8);
        _block[_blockFilled + 2] = (byte)(code >> 16);
        _blockFilled += 3;
    }

    private void WriteBlock()
    {
        if (_blockFilled == 0)
        {
            return;
        }

        ReadOnlySpan<byte> bytes = _block.AsSpan(0, _blockFilled);
        int frames = _blockFilled / RecordingInfo.FrameBytes;
        _signals.Write(_writtenFrames * RecordingInfo.FrameBytes, bytes);
        WriteIndex(SegmentIndex.Line(
            new IndexedBlock(_writtenFrames, frames, _blockTimestampNs, Checksum32.Of(bytes))));
        _writtenFrames += frames;
        WaitingSamples = 0;
        _blockFilled = 0;
    }

    private void WriteAnnotations()
    {
        int bytes = (int)_piece.Length;
        if (bytes == 0)
        {
            return;
        }

        _encoder.End();
        _annotations.Write(_annotationBytes, _piece.GetBuffer().AsSpan(0, bytes + EndMarkBytes));
        uint checksum = Checksum32.Of(_piece.GetBuffer().AsSpan(0, bytes));
        WriteIndex(SegmentIndex.Line(new IndexedAnnotations(_annotationBytes, bytes, _pieceBase, checksum)));
        _annotationBytes += bytes;
        _piece.SetLength(0);
    }

    private void WriteIndex(string line)
    {
        _index.Write(_indexBytes, Encoding.ASCII.GetBytes(line));
        _indexBytes += line.Length;
    }
}
