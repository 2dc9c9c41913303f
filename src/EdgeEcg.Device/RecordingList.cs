using System.Globalization;
using System.Text.Json;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Device;

/// <summary>The recordings as a table for people, or as JSON.</summary>
internal static class RecordingList
{
    private const double BytesPerMegabyte = 1e6;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static void Print(RecordingCatalog catalog, string folder, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(catalog.Recordings.Select(Describe)));
            return;
        }

        Console.WriteLine(
            "recording  boot          from (UTC)           to (UTC)             clock     length      "
            + "segments  locked  gaps  missing      size");
        foreach (StoredRecording recording in catalog.Recordings)
        {
            Console.WriteLine(Line(recording));
        }

        double megabytes = catalog.Recordings.Sum(r => r.Bytes) / BytesPerMegabyte;
        Console.WriteLine(string.Create(
            Invariant, $"{catalog.Recordings.Count} recordings, {megabytes:0.0} MB in {folder}"));
    }

    private static string Line(StoredRecording r)
    {
        string when = $"{r.Name,-9}  {r.Info.Boot,-12}  {Text(r.StartTime),-19}  {Text(r.EndTime),-19}";
        string clock = string.Create(Invariant, $"{ClockText(r),-8}  {Length(r),-10:d\\.hh\\:mm\\:ss}");
        string parts = $"{r.Segments.Count,8}  {r.Locked.Count,6}  {r.Gaps.Count,4}  {Missing(r),7}";
        string size = string.Create(Invariant, $"{r.Bytes / BytesPerMegabyte,5:0.0} MB");
        return $"{when}  {clock}  {parts}  {size}{(r.IsOpen ? " open" : "")}";
    }

    private static object Describe(StoredRecording r) => new
    {
        recording = r.Name,
        device = r.Info.Device,
        boot_id = r.Info.Boot,
        test = r.Info.Test,
        start_time = r.StartTime,
        end_time = r.EndTime,
        clock = ClockText(r),
        rate_sps = r.Info.Rate.Hz,
        first_sample = r.Span.First,
        end_sample = r.Span.End,
        segments = r.Segments.Count,
        locked = r.Locked.Select(s => new { first_sample = s.First, end_sample = s.End }),
        gaps = r.Gaps.Select(s => new { first_sample = s.First, end_sample = s.End }),
        bytes = r.Bytes,
        open = r.IsOpen,
    };

    private static string ClockText(StoredRecording r) =>
        r.ClockAt(r.Span.First).ToString().ToLowerInvariant();

    private static TimeSpan Length(StoredRecording r) => TimeSpan.FromSeconds(r.Span.Length / r.Info.Rate.Hz);

    private static long Missing(StoredRecording r) => r.Gaps.Sum(g => g.Length);

    private static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", Invariant) ?? "not known";
}
