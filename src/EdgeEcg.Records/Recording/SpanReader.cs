namespace EdgeEcg.Records.Recording;

/// <summary>
/// Reads a stretch that lies over several segments and hands it on without a break: what is missing between
/// them is marked as missing.
/// </summary>
internal sealed class SpanReader
{
    private const int MostSamples = 10_000;

    private static readonly int MissingMark = SampleCodec.MissingMark(SignalFormat.Bits24);

    private readonly SampleSpan _span;
    private readonly IExportSink _sink;
    private readonly List<Annotation> _annotations = [];
    private readonly int[][] _channels = [new int[MostSamples], new int[MostSamples]];
    private long _next;

    public SpanReader(SampleSpan span, IExportSink sink) => (_span, _sink, _next) = (span, sink, span.First);

    /// <summary>Handed on so far, per channel.</summary>
    public long Samples => _next - _span.First;

    public long MissingSamples { get; private set; }

    public int DamagedBlocks { get; private set; }

    /// <summary>Samples of the stretch in those.</summary>
    public long DamagedSamples { get; private set; }

    public int DamagedAnnotations { get; private set; }

    /// <param name="segment">Later than the ones before it.</param>
    public void Read(RecordedSegment segment)
    {
        SegmentIndex index = segment.ReadIndex();
        FillTo(segment.Start.FirstSample, segment.Start.TimestampNs);
        long first = segment.Start.FirstSample;
        long from = SegmentSignals.StartOfBlock(index, Math.Max(0, _next - first));
        long at = first + from;
        SegmentSignals.Read(segment.Files, index, new(from, _span.End - first), (codes, frames, check) =>
        {
            SampleSpan block = new(at, at + frames);
            Take(codes, block, check, sample => segment.TimestampOf(sample, index));
            at += frames;
        });
        _annotations.AddRange(segment.ReadAnnotations(out int damaged));
        DamagedAnnotations += damaged;
    }

    /// <summary>Those of the stretch, counted from its start and in order.</summary>
    public IReadOnlyList<Annotation> Annotations() =>
    [
        .. _annotations
            .Where(a => a.SampleIndex >= _span.First && a.SampleIndex < _next)
            .OrderBy(a => a.SampleIndex)
            .Select(a => a with { SampleIndex = a.SampleIndex - _span.First }),
    ];

    private void Take(
        ReadOnlySpan<int> codes, SampleSpan block, BlockCheck check, Func<long, long> timestampOf)
    {
        SampleSpan wanted = block.Within(new SampleSpan(_next, _span.End));
        if (wanted.Length <= 0)
        {
            return;
        }

        if (check is BlockCheck.Damaged)
        {
            DamagedBlocks++;
            DamagedSamples += wanted.Length;
            Note(wanted.First, $"damaged: {wanted.Length} samples, their checksum differs");
        }

        int skipped = (int)(wanted.First - block.First);
        for (int i = 0; i < wanted.Length; i++)
        {
            for (int channel = 0; channel < _channels.Length; channel++)
            {
                int code = codes[((skipped + i) * _channels.Length) + channel];
                _channels[channel][i] = code == MissingMark ? WfdbSignalReader.MissingCode : code;
            }

            MissingSamples += _channels[0][i] == WfdbSignalReader.MissingCode ? 1 : 0;
        }

        _sink.Take(_channels, (int)wanted.Length, timestampOf(wanted.First));
        _next = wanted.End;
    }

    private void FillTo(long sample, long timestampNs)
    {
        long gap = Math.Min(sample, _span.End) - _next;
        if (gap <= 0)
        {
            return;
        }

        Note(_next, $"gap: {gap} samples are missing");
        MissingSamples += gap;
        while (gap > 0)
        {
            int count = (int)Math.Min(gap, MostSamples);
            Array.Fill(_channels[0], WfdbSignalReader.MissingCode, 0, count);
            Array.Fill(_channels[1], WfdbSignalReader.MissingCode, 0, count);
            _sink.Take(_channels, count, timestampNs);
            _next += count;
            gap -= count;
        }
    }

    private void Note(long sample, string text) =>
        _annotations.Add(new Annotation(sample, AnnotationCode.Note, Aux: text));
}
