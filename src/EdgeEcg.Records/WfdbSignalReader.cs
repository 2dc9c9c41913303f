namespace EdgeEcg.Records;

/// <summary>
/// Reads the signals of a record as a stream, in blocks of a fixed size: a day of ECG takes no more memory
/// than a minute. Samples come aligned (a header's skew is taken out). When the last sample has been decoded
/// the checksums are compared, so a full read that ends without an exception is the record as it was written.
/// <para>
/// A missing sample (the most negative code of its format) is, in microvolts, the last good value held; as a
/// code it is <see cref="MissingCode"/>. <see cref="MissingSamples"/> counts them per signal. Not thread-
/// safe.
/// </para>
/// </summary>
public sealed class WfdbSignalReader : IDisposable
{
    /// <summary>Stands for "no sample here" among codes, in every format.</summary>
    public const int MissingCode = SampleCodec.Missing;

    internal const int MaxSamplesPerStep = 4096;

    private readonly string _headerPath;

    // One per file and skew: signals shifted against each other need their own places in the file.
    private readonly List<SignalFileReader> _files = [];
    private readonly List<SignalTrack> _tracks = [];
    private readonly int[][] _step;
    private readonly SegmentSequence? _segments;
    private long _position;

    internal WfdbSignalReader(string headerPath, WfdbHeader header, IReadOnlyList<int> signalIndexes)
    {
        _headerPath = headerPath;
        _step = new int[signalIndexes.Count][];
        try
        {
            if (header.Segments.Count > 0)
            {
                _segments = new SegmentSequence(headerPath, header, signalIndexes);
                OpenTracks(header, signalIndexes);
            }
            else
            {
                OpenFiles(header, signalIndexes);
            }

            SampleCount = header.SampleCount ?? _files.Min(f => f.FrameCount);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// Samples per signal: the header's figure, or what the shortest file holds where it gives none.
    /// </summary>
    public long SampleCount { get; }

    /// <summary>The signals that come out, in the order of the caller's arrays.</summary>
    public IReadOnlyList<WfdbSignal> Signals => [.. _tracks.Select(t => t.Signal)];

    /// <summary>Missing samples of one signal among those read so far.</summary>
    /// <param name="signal">Index among <see cref="Signals"/>.</param>
    public long MissingSamples(int signal) => _tracks[signal].MissingSamples;

    /// <summary>Fills the arrays as far as the record reaches.</summary>
    /// <param name="channelsMicrovolts">One array per signal, all of one length above 0; microvolts.</param>
    /// <returns>Samples read into each array; 0 at the end of the record.</returns>
    /// <exception cref="BadRecordException">A signal is no voltage, a file is cut short, a checksum
    /// differs.</exception>
    public int Read(float[][] channelsMicrovolts)
    {
        int wanted = LengthOf(channelsMicrovolts);
        RequireVoltages();
        int done = 0;
        int count;
        while ((count = Decode(Math.Min(wanted - done, MaxSamplesPerStep))) > 0)
        {
            for (int t = 0; t < _tracks.Count; t++)
            {
                _tracks[t].ToMicrovolts(_step[t].AsSpan(0, count), channelsMicrovolts[t].AsSpan(done, count));
            }

            done += count;
        }

        return done;
    }

    /// <summary>As <see cref="Read"/>, but the converter's codes as they were stored; any unit.</summary>
    /// <inheritdoc cref="Read"/>
    public int ReadCodes(int[][] channelsCodes)
    {
        int wanted = LengthOf(channelsCodes);
        int done = 0;
        int count;
        while ((count = Decode(Math.Min(wanted - done, MaxSamplesPerStep))) > 0)
        {
            for (int t = 0; t < _tracks.Count; t++)
            {
                _step[t].AsSpan(0, count).CopyTo(channelsCodes[t].AsSpan(done));
            }

            done += count;
        }

        return done;
    }

    public void Dispose()
    {
        _files.ForEach(f => f.Dispose());
        _segments?.Dispose();
    }

    /// <summary>At most one step of codes, which are there.</summary>
    internal void ReadStep(int[][] channelsCodes, int count)
    {
        Decode(count);
        for (int t = 0; t < _tracks.Count; t++)
        {
            _step[t].AsSpan(0, count).CopyTo(channelsCodes[t]);
        }
    }

    private void OpenTracks(WfdbHeader header, IReadOnlyList<int> signalIndexes)
    {
        foreach (int index in signalIndexes)
        {
            _step[_tracks.Count] = new int[MaxSamplesPerStep];
            _tracks.Add(new SignalTrack(header.Signals[index], file: -1, column: 0, columns: 1));
        }
    }

    private void OpenFiles(WfdbHeader header, IReadOnlyList<int> signalIndexes)
    {
        Dictionary<(string FileName, int Skew), int> opened = [];
        foreach (int index in signalIndexes)
        {
            WfdbSignal wanted = header.Signals[index];
            WfdbSignal[] inFile = [.. header.Signals.Where(s => s.FileName == wanted.FileName)];
            int column = header.Signals.Take(index).Count(s => s.FileName == wanted.FileName);
            if (!opened.TryGetValue((wanted.FileName, wanted.SkewSamples), out int file))
            {
                file = _files.Count;
                opened.Add((wanted.FileName, wanted.SkewSamples), file);
                _files.Add(OpenFile(wanted, inFile, header.SampleCount));
            }

            _step[_tracks.Count] = new int[MaxSamplesPerStep];
            _tracks.Add(new SignalTrack(wanted, file, column, inFile.Length));
        }
    }

    private SignalFileReader OpenFile(WfdbSignal signal, WfdbSignal[] inFile, long? sampleCount)
    {
        if (signal.Format is SignalFormat.None)
        {
            throw BadRecordException.InFile(
                _headerPath, "a layout, which has no samples", "a record with samples");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(_headerPath))!;
        SignalFileReader file = new(Path.Combine(folder, signal.FileName), inFile);
        try
        {
            file.Start(sampleCount, signal.SkewSamples);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Puts at most <paramref name="wanted"/> codes of every signal into the step's buffers.
    /// </summary>
    private int Decode(int wanted)
    {
        int count = (int)Math.Min(wanted, SampleCount - _position);
        for (int f = 0; f < _files.Count; f++)
        {
            DecodeFile(f, count);
        }

        _segments?.Read(_step, count);
        for (int t = 0; _segments is not null && t < _tracks.Count; t++)
        {
            _tracks[t].CountMissing(_step[t].AsSpan(0, count));
        }

        _position += count;
        return count;
    }

    private void DecodeFile(int file, int count)
    {
        int done = 0;
        while (done < count)
        {
            int taken = _files[file].Take(count - done, out ReadOnlySpan<int> frames);
            int filled = taken > 0 ? taken : count - done;
            for (int t = 0; t < _tracks.Count; t++)
            {
                if (_tracks[t].File == file)
                {
                    _tracks[t].Fill(frames, _step[t].AsSpan(done, filled));
                }
            }

            done += filled;
        }
    }

    private int LengthOf<T>(T[][] channels)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channels.Length, _tracks.Count, nameof(channels));
        ArgumentOutOfRangeException.ThrowIfZero(channels[0].Length, nameof(channels));
        return channels.All(c => c.Length == channels[0].Length)
            ? channels[0].Length
            : throw new ArgumentException("arrays of one length are needed", nameof(channels));
    }

    private void RequireVoltages()
    {
        if (_tracks.Find(t => !t.Signal.IsVoltage)?.Signal is { } signal)
        {
            throw BadRecordException.InFile(
                _headerPath,
                $"the unit {BadRecordException.Quote(signal.Units)} for the signal "
                    + BadRecordException.Quote(signal.Description),
                "a voltage (V, mV, uV or nV)");
        }
    }
}
