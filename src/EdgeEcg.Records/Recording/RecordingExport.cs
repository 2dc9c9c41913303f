namespace EdgeEcg.Records.Recording;

/// <summary>
/// Copies a stretch of a recording into files that stand on their own, one per piece without a long gap:
/// short gaps are marked as missing samples, and every gap and every damaged block is annotated. Works while
/// the recording goes on; reads only.
/// </summary>
public sealed class RecordingExport
{
    /// <summary>A gap up to here is filled with marks; a longer one ends the piece.</summary>
    private static readonly TimeSpan LongestFilledGap = TimeSpan.FromMinutes(1);

    private readonly StoredRecording _recording;
    private readonly string _folder;
    private readonly ExportFormat _format;

    /// <param name="recording">From a catalog.</param>
    /// <param name="folder">Where the files go; exists.</param>
    /// <param name="format">What is written.</param>
    public RecordingExport(StoredRecording recording, string folder, ExportFormat format) =>
        (_recording, _folder, _format) = (recording, folder, format);

    /// <param name="span">What is wanted; what there is of it is written.</param>
    /// <param name="name">Of the files; a number is added where there are several pieces.</param>
    /// <exception cref="IOException">The disk.</exception>
    public ExportSummary Write(SampleSpan span, string name)
    {
        List<List<RecordedSegment>> pieces = Pieces(span);
        ExportSummary sum = new([], 0, 0, 0, 0);
        for (int i = 0; i < pieces.Count; i++)
        {
            string pieceName = pieces.Count == 1 ? name : $"{name}_{i + 1}";
            SampleSpan there = span.Within(
                new SampleSpan(pieces[i][0].Start.FirstSample, pieces[i][^1].End));
            ExportSummary one = WritePiece(pieces[i], there, pieceName);
            sum = new ExportSummary(
                [.. sum.Records, .. one.Records],
                sum.Samples + one.Samples,
                sum.MissingSamples + one.MissingSamples,
                sum.DamagedBlocks + one.DamagedBlocks,
                sum.DamagedAnnotations + one.DamagedAnnotations);
        }

        return sum;
    }

    private List<List<RecordedSegment>> Pieces(SampleSpan span)
    {
        double longestGap = LongestFilledGap.TotalSeconds * _recording.Info.Rate.Hz;
        List<List<RecordedSegment>> pieces = [];
        foreach (RecordedSegment segment in _recording.Segments)
        {
            if (span.Within(new SampleSpan(segment.Start.FirstSample, segment.End)).Length <= 0)
            {
                continue;
            }

            if (pieces.Count == 0 || segment.Start.FirstSample - pieces[^1][^1].End > longestGap)
            {
                pieces.Add([]);
            }

            pieces[^1].Add(segment);
        }

        return pieces;
    }

    private ExportSummary WritePiece(List<RecordedSegment> segments, SampleSpan span, string name)
    {
        using IExportSink sink = _format is ExportFormat.Csv
            ? new CsvSink(_folder, name, _recording, span)
            : new WfdbSink(_folder, name, _recording, span);
        SpanReader reader = new(span, sink);
        foreach (RecordedSegment segment in segments)
        {
            reader.Read(segment);
        }

        sink.Complete(reader.Annotations());
        return new ExportSummary(
            [Path.Combine(_folder, name)], reader.Samples, reader.MissingSamples, reader.DamagedBlocks,
            reader.DamagedAnnotations);
    }
}
