namespace EdgeEcg.Records;

/// <summary>
/// Decodes, block by block, the signals that lie interleaved in one file. Holds one block, however long the
/// file. At the last frame it compares the sum of all codes with the header's checksums (WFDB header(5):
/// modulo 2¹⁶, over every sample in the file, missing ones by their mark).
/// </summary>
internal sealed class SignalFileReader : IDisposable
{
    // Even, so that two samples packed in three bytes never straddle a block's end.
    private const int MaxSamplesPerBlock = 16_384;

    private readonly string _path;
    private readonly IReadOnlyList<WfdbSignal> _signals;
    private readonly SignalFormat _format;
    private readonly FileStream _stream;
    private readonly int _framesPerBlock;
    private readonly byte[] _bytes;
    private readonly int[] _codes;
    private readonly int[] _sums;
    private long _frameCount;
    private bool _isDeclared;
    private long _framesDecoded;
    private int _blockFrames;
    private int _blockPosition;

    /// <summary>Takes all signals of the file, in its order; they share format and byte offset.</summary>
    public SignalFileReader(string path, IReadOnlyList<WfdbSignal> signals)
    {
        _path = path;
        _signals = signals;
        _format = signals[0].Format;
        _framesPerBlock = Math.Max(2, MaxSamplesPerBlock / signals.Count / 2 * 2);
        _codes = new int[_framesPerBlock * signals.Count];
        _bytes = new byte[SampleCodec.Bytes(_format, _codes.Length)];
        _sums = new int[signals.Count];
        _stream = RecordFile.OpenRead(path);
        long samples = SampleCodec.Samples(_format, Math.Max(0, _stream.Length - signals[0].ByteOffset));
        _frameCount = samples / signals.Count;
        _stream.Position = Math.Min(signals[0].ByteOffset, _stream.Length);
    }

    /// <summary>Frames that the file holds, or those that the header promised.</summary>
    public long FrameCount => _frameCount;

    /// <summary>
    /// Takes the header's promise, if any, and leaves out what precedes sample 0. More than promised is let
    /// be: tapes and disks pad their last block.
    /// </summary>
    public void Start(long? declaredFrames, int skewFrames)
    {
        if (declaredFrames > _frameCount)
        {
            throw BadRecordException.AtByte(
                _path,
                _stream.Length,
                $"the end of the file after {_frameCount} samples per signal",
                $"{declaredFrames}, as the header says");
        }

        _frameCount = declaredFrames ?? _frameCount;
        _isDeclared = declaredFrames is not null;
        int left = skewFrames;
        while (left > 0 && Take(left, out _) is var skipped and > 0)
        {
            left -= skipped;
        }
    }

    /// <summary>
    /// Decoded frames ready to be taken, at most <paramref name="maxFrames"/>; none at the end. They are the
    /// codes of frame after frame, one per signal, and valid until the next call.
    /// </summary>
    public int Take(int maxFrames, out ReadOnlySpan<int> frames)
    {
        if (_blockPosition == _blockFrames)
        {
            DecodeBlock();
        }

        int count = Math.Min(maxFrames, _blockFrames - _blockPosition);
        frames = _codes.AsSpan(_blockPosition * _signals.Count, count * _signals.Count);
        _blockPosition += count;
        return count;
    }

    public void Dispose() => _stream.Dispose();

    private void DecodeBlock()
    {
        _blockPosition = 0;
        _blockFrames = (int)Math.Min(_framesPerBlock, _frameCount - _framesDecoded);
        if (_blockFrames == 0)
        {
            return;
        }

        Span<int> codes = _codes.AsSpan(0, _blockFrames * _signals.Count);
        Span<byte> bytes = _bytes.AsSpan(0, (int)SampleCodec.Bytes(_format, codes.Length));
        int read = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < bytes.Length)
        {
            throw BadRecordException.AtByte(
                _path, _stream.Position, "the end of the file", $"{bytes.Length - read} more bytes");
        }

        SampleCodec.Decode(_format, bytes, codes);
        AddToSums(codes);
        _framesDecoded += _blockFrames;
        if (_framesDecoded == _frameCount && _isDeclared)
        {
            VerifySums();
        }
    }

    private void AddToSums(ReadOnlySpan<int> codes)
    {
        int signals = _sums.Length;
        for (int s = 0; s < signals; s++)
        {
            int sum = _sums[s];
            for (int i = s; i < codes.Length; i += signals)
            {
                sum = unchecked(sum + codes[i]);
            }

            _sums[s] = sum;
        }
    }

    private void VerifySums()
    {
        for (int s = 0; s < _sums.Length; s++)
        {
            short sum = unchecked((short)_sums[s]);
            if (_signals[s].Checksum is { } promised && promised != sum)
            {
                throw BadRecordException.InFile(
                    _path, $"checksum {sum} in signal {s} of the file", $"{promised}, as the header says");
            }
        }
    }
}
