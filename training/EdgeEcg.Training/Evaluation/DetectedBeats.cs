using EdgeEcg.Core;
using EdgeEcg.Core.Filters;
using EdgeEcg.Records;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// The beats that the device's own code finds in a record, as an annotator would write them.
/// </summary>
public static class DetectedBeats
{
    /// <summary>Longer than the look-ahead, so that the record's last beat comes out.</summary>
    private const double PaddingMs = 2000;

    /// <param name="record">At least one signal in volts.</param>
    /// <param name="mostLeads">Of the record's voltages, this many are used at most; 1 or more.</param>
    /// <param name="rate">
    /// The record is converted to this rate first; the beats are counted in the record's own, as EC57 asks.
    /// </param>
    /// <returns>
    /// Every beat as normal where the signal can be read, and marks where it becomes unreadable and readable
    /// again, in order of time and within the record.
    /// </returns>
    /// <exception cref="BadRecordException">The signals cannot be read.</exception>
    public static IReadOnlyList<Annotation> Of(WfdbRecord record, int mostLeads, SampleRate rate)
    {
        IReadOnlyList<Beat> beats = Beats(record, mostLeads, rate, out int leads);
        Readability readability = new(leads);
        List<Annotation> annotations = [];
        foreach (Beat beat in beats)
        {
            if (readability.Note(beat))
            {
                annotations.Add(readability.IsUnreadable
                    ? SignalQualityMark.Unreadable(beat.SampleIndex)
                    : SignalQualityMark.Readable(beat.SampleIndex));
            }

            if (!readability.IsUnreadable)
            {
                annotations.Add(new Annotation(beat.SampleIndex, AnnotationCode.Normal));
            }
        }

        return annotations;
    }

    /// <inheritdoc cref="Of"/>
    /// <returns>The beats, their indexes in the record's own samples.</returns>
    /// <param name="leads">How many were used.</param>
    public static IReadOnlyList<Beat> Beats(
        WfdbRecord record, int mostLeads, SampleRate rate, out int leads)
    {
        SampleRate stored = record.Header.SampleRate;
        using LeadPlayback playback = new(record, mostLeads, stored.Samples(PaddingMs));
        leads = playback.Leads;
        BeatFinder finder = new(rate, leads, BeatWindow.Standard);
        RateConverter[] converters = rate == stored
            ? []
            : [.. Enumerable.Range(0, leads).Select(_ => new RateConverter(stored, rate))];
        List<Beat> beats = [];
        float[] microvolts = new float[playback.Leads];
        while (playback.Next(microvolts))
        {
            if (converters.Length == 0)
            {
                finder.Push(microvolts);
            }
            else
            {
                Convert(converters, microvolts, finder);
            }

            while (finder.TryTake(out Beat beat))
            {
                long index = (long)Math.Round(beat.SampleIndex * stored.Hz / rate.Hz);
                if (index >= 0 && index < playback.SampleCount)
                {
                    beats.Add(beat with { SampleIndex = index });
                }
            }
        }

        return beats;
    }

    private static void Convert(RateConverter[] converters, float[] microvolts, BeatFinder finder)
    {
        for (int lead = 0; lead < microvolts.Length; lead++)
        {
            converters[lead].Push(microvolts[lead]);
        }

        while (TakeAll(converters, microvolts))
        {
            finder.Push(microvolts);
        }
    }

    private static bool TakeAll(RateConverter[] converters, float[] microvolts)
    {
        bool taken = false;
        for (int lead = 0; lead < converters.Length; lead++)
        {
            taken = converters[lead].TryTake(out microvolts[lead]);
        }

        return taken;
    }
}
