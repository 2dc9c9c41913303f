using System.Globalization;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// An event in the annotations of a recording: a note whose text is <c>event ID CODE SAMPLE</c>, or
/// <c>alarm</c> instead of <c>event</c>.
/// </summary>
/// <param name="SampleIndex">From the start of the run.</param>
/// <param name="Id">As in the messages.</param>
/// <param name="Code">As in the messages.</param>
/// <param name="IsAlarm">It locked what was recorded around it.</param>
public sealed record RecordedEvent(long SampleIndex, string Id, string Code, bool IsAlarm)
{
    private const string EventWord = "event";
    private const string AlarmWord = "alarm";

    /// <summary>The note that tells of it.</summary>
    public Annotation ToAnnotation() => new(
        SampleIndex, AnnotationCode.Note, Aux: Text(IsAlarm ? AlarmWord : EventWord));

    /// <summary>Null where the annotation tells of something else.</summary>
    public static RecordedEvent? From(in Annotation annotation) =>
        annotation is { Code: AnnotationCode.Note, Aux: { } aux }
        && aux.Split(' ') is [EventWord or AlarmWord, var id, var code, var sample]
        && long.TryParse(sample, NumberStyles.None, CultureInfo.InvariantCulture, out long sampleIndex)
            ? new RecordedEvent(
                sampleIndex, id, code, aux.StartsWith(AlarmWord, StringComparison.Ordinal))
            : null;

    private string Text(string word) =>
        string.Create(CultureInfo.InvariantCulture, $"{word} {Id} {Code} {SampleIndex}");
}
