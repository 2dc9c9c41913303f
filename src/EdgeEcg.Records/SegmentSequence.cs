namespace EdgeEcg.Records;

/// <summary>
/// Reads the signals of a record in several segments one segment after the other, as if they were one. Where
/// nothing was recorded, where a signal is not in a segment and where a segment has been taken away, samples
/// are missing. Codes are those of the whole record's signals: a segment with another gain is converted.
/// </summary>
internal sealed class SegmentSequence : IDisposable
{
    private readonly string _path;
    private readonly WfdbHeader _header;
    private readonly IReadOnlyList<int> _wanted;
    private readonly int[] _columns;
    private int[][] _codes = [];
    private WfdbSignalReader? _segment;
    private int _next;
    private long _left;

    /// <param name="path">Of the whole record's header.</param>
    /// <param name="header">Of the whole record.</param>
    /// <param name="wanted">Indexes among its signals.</param>
    public SegmentSequence(string path, WfdbHeader header, IReadOnlyList<int> wanted)
    {
        (_path, _header, _wanted) = (path, header, wanted);
        _columns = new int[wanted.Count];
    }

    /// <summary>Puts the next codes into the arrays.</summary>
    /// <param name="codes">One array per wanted signal.</param>
    /// <param name="count">At most what is left of the record.</param>
    /// <exception cref="BadRecordException">A segment cannot be read to its end.</exception>
    public void Read(int[][] codes, int count)
    {
        int done = 0;
        while (done < count)
        {
            while (_left == 0)
            {
                Open(_header.Segments[_next++]);
            }

            int step = (int)Math.Min(count - done, _left);
            _segment?.ReadStep(_codes, step);
            for (int signal = 0; signal < codes.Length; signal++)
            {
                Fill(signal, codes[signal].AsSpan(done, step));
            }

            done += step;
            _left -= step;
        }
    }

    public void Dispose() => _segment?.Dispose();

    private void Open(WfdbSegment segment)
    {
        _segment?.Dispose();
        _segment = null;
        _left = segment.SampleCount;
        Array.Fill(_columns, -1);
        if (_left == 0 || !SegmentedHeader.IsThere(_path, segment))
        {
            return;
        }

        WfdbHeader part = SegmentedHeader.ReadPart(_path, _header, segment.Name!);
        List<int> present = [];
        for (int signal = 0; signal < _wanted.Count; signal++)
        {
            int index = IndexIn(part, _wanted[signal]);
            if (index >= 0)
            {
                _columns[signal] = present.Count;
                present.Add(index);
            }
        }

        if (present.Count > 0)
        {
            // What a header leaves open is what the whole says.
            part = part with { SampleCount = part.SampleCount ?? segment.SampleCount };
            _segment = new WfdbSignalReader(SegmentedHeader.PathOf(_path, segment.Name!), part, present);
            _codes = [.. present.Select(_ => new int[WfdbSignalReader.MaxSamplesPerStep])];
            RequireLength(segment);
        }
    }

    private void RequireLength(WfdbSegment segment)
    {
        if (_segment!.SampleCount != segment.SampleCount)
        {
            throw BadRecordException.InFile(
                SegmentedHeader.PathOf(_path, segment.Name!), $"{_segment.SampleCount} samples",
                $"{segment.SampleCount}, as {_path} says");
        }
    }

    private int IndexIn(WfdbHeader part, int wanted)
    {
        if (!SegmentedHeader.HasLayout(_header))
        {
            return wanted < part.Signals.Count ? wanted : -1;
        }

        string name = _header.Signals[wanted].Description;
        return part.Signals.ToList().FindIndex(s => s.Description == name);
    }

    private void Fill(int signal, Span<int> target)
    {
        if (_segment is null || _columns[signal] < 0)
        {
            target.Fill(SampleCodec.Missing);
            return;
        }

        ReadOnlySpan<int> codes = _codes[_columns[signal]].AsSpan(0, target.Length);
        WfdbSignal from = _segment.Signals[_columns[signal]];
        WfdbSignal to = _header.Signals[_wanted[signal]];
        if ((from.Gain, from.Baseline, from.Units) == (to.Gain, to.Baseline, to.Units))
        {
            codes.CopyTo(target);
            return;
        }

        double ratio = from.MicrovoltsPerCode / to.MicrovoltsPerCode;
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = codes[i] == SampleCodec.Missing
                ? SampleCodec.Missing
                : (int)Math.Round(((codes[i] - from.Baseline) * ratio) + to.Baseline);
        }
    }
}
