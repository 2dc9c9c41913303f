namespace EdgeEcg.Records;

/// <summary>
/// Writes a record as a stream. Nothing appears under its name before <see cref="Complete"/>: then the signal
/// files, and last the header with the sample count, first codes and checksums. Disposed without it, the
/// writer leaves nothing behind. What a format cannot hold is clipped, as a converter would, and counted. Not
/// thread-safe.
/// </summary>
public sealed class WfdbSignalWriter : IDisposable
{
    private readonly string _headerPath;
    private readonly WfdbHeader _header;
    private readonly List<SignalFileWriter> _files = [];
    private readonly int[] _fileOfSignal;
    private long _sampleCount;

    private WfdbSignalWriter(string headerPath, WfdbHeader header)
    {
        _headerPath = headerPath;
        _header = header;
        _fileOfSignal = new int[header.Signals.Count];
        try
        {
            OpenFiles(Path.GetDirectoryName(headerPath)!);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Samples out of their format's range so far, over all signals.</summary>
    public long ClippedSamples => _files.Sum(f => f.ClippedSamples);

    /// <param name="folder">An existing folder.</param>
    /// <param name="header">
    /// Says how to write: name, rate, and of each signal file, format, gain, baseline, units and description.
    /// Counts, first codes and checksums are filled in at the end.
    /// </param>
    /// <exception cref="ArgumentException">The header cannot be written so that it reads back the
    /// same.</exception>
    public static WfdbSignalWriter Create(string folder, WfdbHeader header)
    {
        string headerPath = Path.Combine(Path.GetFullPath(folder), header.Name + ".hea");
        WfdbSignal[] signals = [.. header.Signals.Select(s => s with { Checksum = 0, InitialCode = 0 })];
        WfdbHeader written = header with { Signals = signals, SampleCount = null };
        RequireReadable(headerPath, written);
        return new WfdbSignalWriter(headerPath, written);
    }

    /// <summary>
    /// Appends the first <paramref name="count"/> samples of each array, in microvolts; NaN is a missing one.
    /// </summary>
    public void Write(float[][] channelsMicrovolts, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channelsMicrovolts.Length, _fileOfSignal.Length);
        if (!_header.Signals.All(s => s.IsVoltage))
        {
            throw new InvalidOperationException($"a signal of {_headerPath} is no voltage: write its codes");
        }

        for (int i = 0; i < count; i++)
        {
            for (int s = 0; s < channelsMicrovolts.Length; s++)
            {
                _files[_fileOfSignal[s]].Write(ToCode(_header.Signals[s], channelsMicrovolts[s][i]));
            }
        }

        _sampleCount += count;
    }

    /// <summary>
    /// As <see cref="Write"/>, in codes; <see cref="WfdbSignalReader.MissingCode"/> is a missing sample.
    /// </summary>
    public void WriteCodes(int[][] channelsCodes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channelsCodes.Length, _fileOfSignal.Length);
        for (int i = 0; i < count; i++)
        {
            for (int s = 0; s < channelsCodes.Length; s++)
            {
                _files[_fileOfSignal[s]].Write(channelsCodes[s][i]);
            }
        }

        _sampleCount += count;
    }

    /// <summary>Makes the record appear, and returns its header. Nothing can be written after it.</summary>
    public WfdbHeader Complete()
    {
        _files.ForEach(f => f.Commit());
        WfdbSignal[] signals = new WfdbSignal[_fileOfSignal.Length];
        for (int s = 0; s < signals.Length; s++)
        {
            SignalFileWriter file = _files[_fileOfSignal[s]];
            int column = _fileOfSignal.AsSpan(0, s).Count(_fileOfSignal[s]);
            signals[s] = _header.Signals[s] with
            {
                InitialCode = file.InitialCode(column),
                Checksum = file.Checksum(column),
            };
        }

        WfdbHeader complete = _header with { Signals = signals, SampleCount = _sampleCount };
        WfdbHeaderFile.Write(_headerPath, complete);
        return complete;
    }

    public void Dispose() => _files.ForEach(f => f.Dispose());

    private static void RequireReadable(string headerPath, WfdbHeader header)
    {
        try
        {
            WfdbHeader readBack = WfdbHeaderFile.Parse(headerPath, WfdbHeaderFile.Compose(header));
            bool same = readBack.Signals.SequenceEqual(header.Signals)
                && readBack.Signals.All(s => s is { SkewSamples: 0, ByteOffset: 0 })
                && readBack.Comments.SequenceEqual(header.Comments)
                && readBack.BaseDate == header.BaseDate;
            if (!same)
            {
                throw new ArgumentException(
                    $"{headerPath} would not read back as given", nameof(header));
            }
        }
        catch (BadRecordException e)
        {
            throw new ArgumentException(e.Message, nameof(header), e);
        }
    }

    private static int ToCode(WfdbSignal signal, float microvolts)
    {
        if (float.IsNaN(microvolts))
        {
            return SampleCodec.Missing;
        }

        // One off the end of an int would say "missing"; it is to be clipped by the format instead.
        double code = Math.Round((microvolts / signal.MicrovoltsPerCode) + signal.Baseline);
        return (int)Math.Clamp(code, -int.MaxValue, int.MaxValue);
    }

    private void OpenFiles(string folder)
    {
        for (int s = 0; s < _fileOfSignal.Length; s++)
        {
            WfdbSignal signal = _header.Signals[s];
            if (s == 0 || _header.Signals[s - 1].FileName != signal.FileName)
            {
                int signals = _header.Signals.Count(other => other.FileName == signal.FileName);
                _files.Add(
                    new SignalFileWriter(Path.Combine(folder, signal.FileName), signal.Format, signals));
            }

            _fileOfSignal[s] = _files.Count - 1;
        }
    }
}
