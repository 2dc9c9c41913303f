namespace EdgeEcg.Records.Recording;

/// <summary>
/// A short stretch of a recording, read into memory across its segments: what is not there is NaN. Works
/// while the recording goes on; reads only the blocks that it needs.
/// </summary>
public sealed class RecordingExcerpt : IExportSink
{
    /// <summary>A quarter of a million floats; a minute at 2000 SPS.</summary>
    public const int MostSamples = 120_000;

    private readonly RecordingInfo _info;
    private int _taken;

    private RecordingExcerpt(RecordingInfo info, SampleSpan span)
    {
        (_info, Span) = (info, span);
        Microvolts = [new float[span.Length], new float[span.Length]];
        Microvolts[0].AsSpan().Fill(float.NaN);
        Microvolts[1].AsSpan().Fill(float.NaN);
    }

    public SampleSpan Span { get; }

    /// <summary>One array per channel; NaN where there is no sample.</summary>
    public float[][] Microvolts { get; }

    /// <summary>Per channel.</summary>
    public long MissingSamples { get; private set; }

    /// <summary>Per channel, in blocks whose checksum differs; they are given as they are.</summary>
    public long DamagedSamples { get; private set; }

    /// <param name="recording">From a catalog.</param>
    /// <param name="span">What is wanted, at most <see cref="MostSamples"/>; what there is of it is
    /// read.</param>
    /// <exception cref="IOException">The disk.</exception>
    /// <exception cref="BadRecordException">A file has gone since the catalog was read.</exception>
    public static RecordingExcerpt Read(StoredRecording recording, SampleSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span.Length, MostSamples);
        using RecordingExcerpt excerpt = new(recording.Info, span);
        SpanReader reader = new(span, excerpt);
        foreach (RecordedSegment segment in recording.Segments)
        {
            if (span.Within(new SampleSpan(segment.Start.FirstSample, segment.End)).Length > 0)
            {
                reader.Read(segment);
            }
        }

        excerpt.MissingSamples = reader.MissingSamples + (span.Length - reader.Samples);
        excerpt.DamagedSamples = reader.DamagedSamples;
        return excerpt;
    }

    void IExportSink.Take(int[][] channels, int count, long timestampNs)
    {
        Scale(channels[0], _info.Channel1MicrovoltsPerCode, Microvolts[0].AsSpan(_taken, count));
        Scale(channels[1], _info.Channel2MicrovoltsPerCode, Microvolts[1].AsSpan(_taken, count));
        _taken += count;
    }

    void IExportSink.Complete(IReadOnlyList<Annotation> annotations)
    {
    }

    /// <summary>Nothing is held open.</summary>
    public void Dispose()
    {
    }

    private static void Scale(ReadOnlySpan<int> codes, double microvoltsPerCode, Span<float> microvolts)
    {
        for (int i = 0; i < microvolts.Length; i++)
        {
            microvolts[i] = codes[i] == WfdbSignalReader.MissingCode
                ? float.NaN
                : (float)(codes[i] * microvoltsPerCode);
        }
    }
}
