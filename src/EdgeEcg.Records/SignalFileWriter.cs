namespace EdgeEcg.Records;

/// <summary>
/// Encodes, block by block, the signals that lie interleaved in one file, and keeps the sums and first codes
/// that the header will tell. The file appears under its name only with <see cref="Commit"/>.
/// </summary>
internal sealed class SignalFileWriter : IDisposable
{
    // Even, so that two samples packed in three bytes never straddle a block's end.
    private const int MaxSamplesPerBlock = 16_384;

    private readonly AtomicFile _file;
    private readonly SignalFormat _format;
    private readonly int[] _codes;
    private readonly byte[] _bytes;
    private readonly int[] _sums;
    private readonly int[] _initialCodes;
    private int _filled;
    private bool _hasFrames;

    public SignalFileWriter(string path, SignalFormat format, int signals)
    {
        _format = format;
        _codes = new int[Math.Max(2, MaxSamplesPerBlock / signals / 2 * 2) * signals];
        _bytes = new byte[SampleCodec.Bytes(format, _codes.Length)];
        _sums = new int[signals];
        _initialCodes = new int[signals];
        _file = new AtomicFile(path);
    }

    public long ClippedSamples { get; private set; }

    /// <summary>
    /// The next code in the order of frames; what the format cannot hold is clipped and counted.
    /// </summary>
    public void Write(int code)
    {
        int column = _filled % _sums.Length;
        int stored = ToStored(code);
        _sums[column] = unchecked(_sums[column] + stored);
        if (!_hasFrames)
        {
            _initialCodes[column] = stored;
            _hasFrames = column == _sums.Length - 1;
        }

        _codes[_filled++] = stored;
        if (_filled == _codes.Length)
        {
            WriteBlock();
        }
    }

    public short Checksum(int column) => unchecked((short)_sums[column]);

    public int InitialCode(int column) => _initialCodes[column];

    public void Commit()
    {
        WriteBlock();
        _file.Commit();
    }

    public void Dispose() => _file.Dispose();

    private int ToStored(int code)
    {
        if (code == SampleCodec.Missing)
        {
            return SampleCodec.MissingMark(_format);
        }

        int clipped = Math.Clamp(code, SampleCodec.MinCode(_format), SampleCodec.MaxCode(_format));
        ClippedSamples += clipped == code ? 0 : 1;
        return clipped;
    }

    private void WriteBlock()
    {
        Span<byte> bytes = _bytes.AsSpan(0, (int)SampleCodec.Bytes(_format, _filled));
        SampleCodec.Encode(_format, _codes.AsSpan(0, _filled), bytes);
        _file.Stream.Write(bytes);
        _filled = 0;
    }
}
