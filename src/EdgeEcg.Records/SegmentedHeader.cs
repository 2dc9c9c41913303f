namespace EdgeEcg.Records;

/// <summary>
/// Gives a record in several segments its signals: with a variable layout (its first segment has no samples)
/// those that the layout lists, otherwise those of the first segment that there is.
/// </summary>
internal static class SegmentedHeader
{
    /// <exception cref="BadRecordException">No segment can be read, or the numbers do not add up.</exception>
    public static WfdbHeader Complete(string path, WfdbHeader header)
    {
        long samples = header.Segments.Sum(s => s.SampleCount);
        if (header.SampleCount is { } told && told != samples)
        {
            throw BadRecordException.InFile(
                path, $"{told} samples in all", $"{samples}, the sum over its segments");
        }

        string? first = header.Segments.FirstOrDefault(s => IsThere(path, s)).Name;
        return first is null
            ? throw BadRecordException.InFile(path, "no segment beside it", "the headers of its segments")
            : header with { SampleCount = samples, Signals = ReadPart(path, header, first).Signals };
    }

    /// <summary>Where the first segment only names the signals.</summary>
    public static bool HasLayout(WfdbHeader header) =>
        header.Segments[0] is { Name: not null, SampleCount: 0 };

    /// <summary>Whether a segment was recorded and has not been taken away since.</summary>
    public static bool IsThere(string path, WfdbSegment segment) =>
        segment.Name is { } name && File.Exists(PathOf(path, name));

    /// <summary>The header of a segment or of the layout.</summary>
    /// <param name="path">Of the whole record's header.</param>
    /// <param name="header">Of the whole record.</param>
    /// <param name="name">Of the segment.</param>
    /// <exception cref="BadRecordException">It cannot be read, or does not fit the whole.</exception>
    public static WfdbHeader ReadPart(string path, WfdbHeader header, string name)
    {
        string partPath = PathOf(path, name);
        WfdbHeader part = name == header.Name
            ? throw BadRecordException.InFile(path, "itself among its segments", "other records")
            : WfdbHeaderFile.Read(partPath);
        if (part.Segments.Count > 0)
        {
            throw BadRecordException.InFile(partPath, "a segment in segments", "a segment in one piece");
        }

        return part.SampleRate == header.SampleRate
            ? part
            : throw BadRecordException.InFile(
                partPath, $"{part.SampleRate}", $"{header.SampleRate}, as {path} says");
    }

    public static string PathOf(string path, string name) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, name + ".hea");
}
