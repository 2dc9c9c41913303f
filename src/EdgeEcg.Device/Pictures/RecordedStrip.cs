using System.Globalization;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// The strip of an event as the device recorded it: what it judged at the time is in the annotations, so
/// nothing is judged again.
/// </summary>
internal static class RecordedStrip
{
    private const string Annotator = "edg";

    /// <param name="record">The stretch around the event, cut out of the recording.</param>
    /// <param name="eventId">Of the event.</param>
    /// <exception cref="BadRecordException">The record cannot be read.</exception>
    public static StripPicture Of(WfdbRecord record, string eventId)
    {
        IReadOnlyList<Annotation> annotations = record.ReadAnnotations(Annotator);
        RecordedEvent? happened =
            annotations.Select(a => RecordedEvent.From(a)).FirstOrDefault(e => e?.Id == eventId);
        int count = (int)(record.Header.SampleCount ?? 0);
        StripSamples strip = StripSamples.Read(record, [0], count)[0];
        using LeadReader reader = new(record);
        CultureInfo invariant = CultureInfo.InvariantCulture;
        string day = record.Header.BaseDate?.ToString("yyyy-MM-dd", invariant) ?? "date not recorded";
        string time = record.Header.BaseTime?.ToString("hh\\:mm\\:ss", invariant) ?? "";
        return new StripPicture(strip, record.Header.SampleRate)
        {
            Title = $"{EventWords.Of(happened?.Code ?? "event")}   {eventId}",
            Subtitle = $"{day}   strip from {time} UTC",
            LeadNames = reader.Names,
            Marks = [.. annotations.Where(a => a.Code is AnnotationCode.Learning).Select(a => a.SampleIndex)],
        };
    }
}
