using EdgeEcg.Core;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.Commands;

/// <summary>Which stretch of ECG somebody asks for; without a place it is the newest.</summary>
/// <param name="Seconds">Its length.</param>
/// <param name="Start">Wall time of its first sample.</param>
/// <param name="StartSample">Index of its first sample.</param>
/// <param name="BootId">The run that counts that index; none: this one.</param>
/// <param name="Event">The event in its middle.</param>
/// <param name="SampledData">Whether in the form of FHIR as well; none: as configured.</param>
public sealed record StripWanted(
    double Seconds,
    DateTimeOffset? Start,
    long? StartSample,
    string? BootId,
    EventId? Event,
    bool? SampledData)
{
    private const double DefaultSeconds = 10;
    private const double MostSeconds = 60;
    private const int MostIdCharacters = 256;

    /// <exception cref="CommandRefusedException">A field is bad, or there are too many.</exception>
    public static StripWanted Parse(CommandFields fields)
    {
        double seconds = fields.Number("seconds", 1, MostSeconds, "seconds") ?? DefaultSeconds;
        DateTimeOffset? start = fields.Time("start");
        long? index = fields.Index("start_sample_index");
        string? boot = fields.Text("boot_id", MostIdCharacters, "the run that counts start_sample_index");
        EventId? happened = EventIdOf(fields.Text("event_id", MostIdCharacters, "the id of an event"));
        bool? sampledData = fields.Flag("sampled_data");
        fields.End();
        Require(
            (start is null ? 0 : 1) + (index is null ? 0 : 1) + (happened is null ? 0 : 1) <= 1,
            "Of the fields start, start_sample_index and event_id there are several, expected one of them.");
        Require(
            boot is null || index is not null,
            "The field boot_id is there without start_sample_index, expected both or neither.");
        return new StripWanted(seconds, start, index, boot, happened, sampledData);
    }

    /// <summary>Its length in a run of this rate.</summary>
    public int SamplesAt(SampleRate rate) => rate.Samples(1000 * Seconds);

    /// <summary>Where it starts so that this sample is in its middle.</summary>
    public long StartAround(long sampleIndex, SampleRate rate) =>
        Math.Max(0, sampleIndex - (SamplesAt(rate) / 2));

    private static EventId? EventIdOf(string? text)
    {
        EventId id = default;
        Require(
            text is null || EventId.TryParse(text, out id),
            $"The field event_id is {text}, expected device.boot.sequence.");
        return text is null ? null : id;
    }

    private static void Require(bool holds, string sentence)
    {
        if (!holds)
        {
            throw new CommandRefusedException(ReplyError.BadRequest, sentence);
        }
    }
}
