namespace EdgeEcg.Records;

/// <summary>
/// A recording in the WFDB format: a header (<c>100.hea</c>), signal files (<c>100.dat</c>) and annotation
/// files (<c>100.atr</c>) side by side in a folder. Opening reads the header only.
/// </summary>
public sealed class WfdbRecord
{
    private WfdbRecord(string headerPath)
    {
        HeaderPath = headerPath;
        Header = WfdbHeaderFile.Read(headerPath);
    }

    public string HeaderPath { get; }

    public WfdbHeader Header { get; }

    /// <param name="path">The record's path without extension, or any of its files.</param>
    /// <exception cref="BadRecordException">There is no header there, or not one that can be
    /// read.</exception>
    public static WfdbRecord Open(string path) =>
        new(
            RecordPaths.HeaderOf(path) ?? throw BadRecordException.InFile(path, "no .hea file", "a record"));

    /// <summary>All signals, from their first sample. The caller disposes the reader.</summary>
    /// <exception cref="BadRecordException">A signal file is missing or shorter than the header
    /// says.</exception>
    public WfdbSignalReader OpenSignals() => OpenSignals([.. Enumerable.Range(0, Header.Signals.Count)]);

    /// <summary>Some signals, in the order asked for.</summary>
    /// <inheritdoc cref="OpenSignals()"/>
    public WfdbSignalReader OpenSignals(IReadOnlyList<int> signalIndexes) => signalIndexes.Count > 0
        ? new WfdbSignalReader(HeaderPath, Header, signalIndexes)
        : throw BadRecordException.InFile(HeaderPath, "no signals", "at least one");

    /// <param name="annotator">The annotation file's extension, <c>atr</c> for the reference.</param>
    public string AnnotationPath(string annotator) => Path.ChangeExtension(HeaderPath, annotator);

    /// <summary>The annotations beside the record, in samples of the record.</summary>
    /// <inheritdoc cref="AnnotationPath"/>
    /// <exception cref="BadRecordException">Missing, damaged, or one lies past the record's end.</exception>
    public IReadOnlyList<Annotation> ReadAnnotations(string annotator)
    {
        string path = AnnotationPath(annotator);
        IReadOnlyList<Annotation> annotations = Header.Segments.Count > 0 && !File.Exists(path)
            ? ReadSegmentAnnotations(annotator)
            : AnnotationFile.Read(path, Header.SampleRate);
        return annotations.Count == 0 || annotations[^1].SampleIndex < (Header.SampleCount ?? long.MaxValue)
            ? annotations
            : throw BadRecordException.InFile(
                path,
                $"an annotation at sample {annotations[^1].SampleIndex}",
                $"none past the record's {Header.SampleCount} samples");
    }

    // Those beside the segments count from the segment's start.
    private List<Annotation> ReadSegmentAnnotations(string annotator)
    {
        List<Annotation> annotations = [];
        bool found = false;
        long start = 0;
        foreach (WfdbSegment segment in Header.Segments)
        {
            string beside = segment.Name is { } name
                ? Path.ChangeExtension(SegmentedHeader.PathOf(HeaderPath, name), annotator)
                : "";
            if (File.Exists(beside))
            {
                long from = start;
                found = true;
                annotations.AddRange(AnnotationFile.Read(beside, Header.SampleRate)
                    .Select(a => a with { SampleIndex = a.SampleIndex + from }));
            }

            start += segment.SampleCount;
        }

        return found
            ? annotations
            : throw BadRecordException.InFile(
                AnnotationPath(annotator), "nothing", "annotations beside the record or its segments");
    }
}
