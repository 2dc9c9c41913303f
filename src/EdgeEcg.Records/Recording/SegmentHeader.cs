using System.Globalization;
using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The header of a segment, a WFDB header whose info strings say where in the recording the segment lies. It
/// is written before the first sample, without a sample count, so that every reader takes as many samples as
/// the file holds; and once more, with count, checksums and wall time, when the segment is complete. The last
/// line is a checksum of those before it.
/// </summary>
/// <param name="Start">As in the index.</param>
/// <param name="Samples">Null while the segment is open.</param>
public sealed record SegmentHeader(SegmentStart Start, long? Samples)
{
    private const int MaxBytes = 1 << 16;
    private const string ChecksumMark = "# check: ";

    /// <param name="name">Of the segment.</param>
    /// <param name="start">Where it lies.</param>
    /// <param name="samples">Null: not known yet.</param>
    /// <param name="signals">First codes and checksums; null: not known yet.</param>
    /// <param name="time">Wall time of the first sample; null: not known.</param>
    public static byte[] Compose(
        string name,
        SegmentStart start,
        long? samples,
        IReadOnlyList<WfdbSignal>? signals,
        DateTimeOffset? time)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        RecordingInfo info = start.Info;
        bool dated = samples is not null && time is not null;
        WfdbHeader header = new()
        {
            Name = name,
            SampleRate = info.Rate,
            Signals = signals ?? info.Signals(name + ".dat"),
            SampleCount = samples,
            BaseTime = dated ? time!.Value.UtcDateTime.TimeOfDay : null,
            BaseDate = dated ? DateOnly.FromDateTime(time!.Value.UtcDateTime) : null,
            Comments =
            [
                "EdgeEcg: raw codes of the converter, times in UTC; not for diagnosis",
                $"device: {info.Device}",
                $"boot: {info.Boot}",
                $"test: {(info.Test ? "true" : "false")}",
                string.Create(invariant, $"scale_uv: {info.Channel1MicrovoltsPerCode:R} ")
                    + info.Channel2MicrovoltsPerCode.ToString("R", invariant),
                string.Create(invariant, $"first_sample: {start.FirstSample}"),
                string.Create(invariant, $"timestamp_ns: {start.TimestampNs}"),
            ],
        };
        byte[] text = Encoding.ASCII.GetBytes(WfdbHeaderFile.Compose(header));
        string check = string.Create(invariant, $"{ChecksumMark}{Checksum32.Of(text):x8}\n");
        return [.. text, .. Encoding.ASCII.GetBytes(check)];
    }

    /// <summary>Null where there is no header, or its checksum tells that it is damaged.</summary>
    public static SegmentHeader? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        byte[] content = RecordFile.ReadAll(path, MaxBytes, "a header");
        if (!IsIntact(content))
        {
            return null;
        }

        WfdbHeader header = WfdbHeaderFile.Parse(path, Encoding.ASCII.GetString(content));
        Dictionary<string, string> said = header.Comments
            .Select(c => c.Split(": ", 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        string[] scales = said["scale_uv"].Split(' ');
        RecordingInfo info = new(
            said["device"], said["boot"], said["test"] == "true", header.SampleRate, Real(scales[0]),
            Real(scales[1]));
        return new SegmentHeader(
            new SegmentStart(info, Whole(said["first_sample"]), Whole(said["timestamp_ns"])),
            header.SampleCount);
    }

    private static bool IsIntact(ReadOnlySpan<byte> content)
    {
        int mark = content.LastIndexOf(Encoding.ASCII.GetBytes(ChecksumMark));
        string digits = mark < 0 ? "" : Encoding.ASCII.GetString(content[(mark + ChecksumMark.Length)..]);
        return uint.TryParse(
            digits.TrimEnd('\n'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out uint promised) && promised == Checksum32.Of(content[..mark]);
    }

    private static double Real(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static long Whole(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
