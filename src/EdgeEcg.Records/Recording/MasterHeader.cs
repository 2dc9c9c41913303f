using System.Globalization;
using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The header that makes one WFDB record of all segments of a recording (header(5), variable layout): a
/// layout segment of no samples, then the segments, and <c>~</c> with a length where nothing is. Sample
/// numbers of that record are those of the messages, because it begins at sample 0 even where the first hours
/// were evicted.
/// </summary>
internal static class MasterHeader
{
    /// <param name="disk">Where to.</param>
    /// <param name="folder">Of the recording.</param>
    /// <param name="recording">Its number.</param>
    /// <param name="info">What holds for all segments.</param>
    /// <param name="segments">Complete ones, in order.</param>
    /// <param name="time">Wall time of sample 0; null: not known.</param>
    public static void Write(
        IRecordingDisk disk,
        string folder,
        int recording,
        RecordingInfo info,
        IEnumerable<(string Name, SampleSpan Span)> segments,
        DateTimeOffset? time)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        string name = SegmentFiles.RecordingName(recording);
        List<string> lines = [$"{name}_layout 0"];
        long end = 0;
        foreach ((string segment, SampleSpan span) in segments)
        {
            if (span.First > end)
            {
                lines.Add(string.Create(invariant, $"~ {span.First - end}"));
            }

            lines.Add(string.Create(invariant, $"{segment} {span.Length}"));
            end = span.End;
        }

        string start = time is { } known
            ? known.UtcDateTime.ToString(" HH:mm:ss.fff dd/MM/yyyy", invariant)
            : "";
        string first = string.Create(
            invariant, $"{name}/{lines.Count} {RecordingInfo.Channels} {info.Rate.Hz:R} {end}{start}");
        disk.Replace(Path.Combine(folder, name + ".hea"), Text([first, .. lines]));
    }

    /// <summary>Whether the header is there and names these segments, and no other.</summary>
    public static bool Lists(string folder, int recording, IEnumerable<string> segments)
    {
        string path = Path.Combine(folder, SegmentFiles.RecordingName(recording) + ".hea");
        try
        {
            return File.Exists(path) && WfdbHeaderFile.Parse(path, File.ReadAllText(path)).Segments
                .Where(s => s is { Name: not null, SampleCount: > 0 }).Select(s => s.Name!)
                .SequenceEqual(segments);
        }
        catch (BadRecordException)
        {
            return false;
        }
    }

    /// <summary>The layout segment: the signals, and no samples.</summary>
    public static void WriteLayout(IRecordingDisk disk, string folder, int recording, RecordingInfo info)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        string name = SegmentFiles.RecordingName(recording) + "_layout";
        string[] signals =
        [
            .. info.Signals("~").Select(s => string.Create(
                invariant, $"~ 0 {s.Gain:R}(0)/{s.Units} {s.AdcResolutionBits} 0 0 0 0 {s.Description}")),
        ];
        string first = string.Create(invariant, $"{name} {signals.Length} {info.Rate.Hz:R} 0");
        disk.Replace(Path.Combine(folder, name + ".hea"), Text([first, .. signals]));
    }

    private static byte[] Text(IEnumerable<string> lines) =>
        Encoding.ASCII.GetBytes(string.Join('\n', lines) + "\n");
}
