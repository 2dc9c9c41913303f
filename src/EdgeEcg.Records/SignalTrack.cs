namespace EdgeEcg.Records;

/// <summary>
/// One signal on its way out of a record: picked from its file's frames, then turned into microvolts, and
/// carried over the gaps. A missing sample repeats the last good one (0 µV before the first) and is counted,
/// because a NaN would poison every filter after it. Its file is known by an index; <c>column</c> is its
/// place within a frame of so many <c>columns</c>.
/// </summary>
internal sealed class SignalTrack(WfdbSignal signal, int file, int column, int columns)
{
    private readonly double _microvoltsPerCode = signal.MicrovoltsPerCode;
    private readonly double _baseline = signal.Baseline;
    private readonly int _missingMark = SampleCodec.MissingMark(signal.Format);
    private float _heldMicrovolts;

    public WfdbSignal Signal { get; } = signal;

    public int File { get; } = file;

    public long MissingSamples { get; private set; }

    /// <param name="frames">Interleaved codes of the signal's file; none past its end, where a skew leaves
    /// nothing.</param>
    /// <param name="codes">As many as there are frames, or as many as are missing.</param>
    public void Fill(ReadOnlySpan<int> frames, Span<int> codes)
    {
        for (int i = 0, at = column; i < codes.Length; i++, at += columns)
        {
            bool missing = frames.IsEmpty || frames[at] == _missingMark;
            MissingSamples += missing ? 1 : 0;
            codes[i] = missing ? SampleCodec.Missing : frames[at];
        }
    }

    /// <summary>Of codes that came without a file of this track's own.</summary>
    public void CountMissing(ReadOnlySpan<int> codes) => MissingSamples += codes.Count(SampleCodec.Missing);

    public void ToMicrovolts(ReadOnlySpan<int> codes, Span<float> microvolts)
    {
        for (int i = 0; i < codes.Length; i++)
        {
            if (codes[i] != SampleCodec.Missing)
            {
                _heldMicrovolts = (float)((codes[i] - _baseline) * _microvoltsPerCode);
            }

            microvolts[i] = _heldMicrovolts;
        }
    }
}
