namespace EdgeEcg.Records.Recording;

/// <summary>An export as a WFDB record of one piece, annotations beside it.</summary>
internal sealed class WfdbSink : IExportSink
{
    private readonly WfdbSignalWriter _writer;
    private readonly string _path;

    public WfdbSink(string folder, string name, StoredRecording recording, SampleSpan span)
    {
        _path = Path.Combine(folder, name);
        DateTimeOffset? time = recording.TimeOf(span.First);
        RecordingInfo info = recording.Info;
        _writer = WfdbSignalWriter.Create(folder, new WfdbHeader
        {
            Name = name,
            SampleRate = info.Rate,
            Signals = info.Signals(name + ".dat"),
            BaseTime = time?.UtcDateTime.TimeOfDay,
            BaseDate = time is { } known ? DateOnly.FromDateTime(known.UtcDateTime) : null,
            Comments =
            [
                "exported by EdgeEcg; times in UTC; not for diagnosis",
                $"device: {info.Device}",
                $"boot: {info.Boot}",
                $"recording: {recording.Name}",
                $"first_sample: {span.First}",
                $"clock: {recording.ClockAt(span.First).ToString().ToLowerInvariant()}",
                $"test: {(info.Test ? "true" : "false")}",
            ],
        });
    }

    public void Take(int[][] channels, int count, long timestampNs) => _writer.WriteCodes(channels, count);

    public void Complete(IReadOnlyList<Annotation> annotations)
    {
        AnnotationFile.Write($"{_path}.{SegmentFiles.Annotator}", annotations);
        _writer.Complete();
    }

    public void Dispose() => _writer.Dispose();
}
