using EdgeEcg.Core;
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
    /// <returns>Every beat as normal, in order of time and within the record.</returns>
    /// <exception cref="BadRecordException">The signals cannot be read.</exception>
    public static IReadOnlyList<Annotation> Of(WfdbRecord record, int mostLeads)
    {
        SampleRate rate = record.Header.SampleRate;
        using LeadPlayback playback = new(record, mostLeads, rate.Samples(PaddingMs));
        BeatFinder finder = new(rate, playback.Leads, BeatWindow.Standard);
        List<Annotation> beats = [];
        float[] microvolts = new float[playback.Leads];
        while (playback.Next(microvolts))
        {
            finder.Push(microvolts);
            while (finder.TryTake(out Beat beat))
            {
                beats.Add(new Annotation(beat.SampleIndex, AnnotationCode.Normal));
            }
        }

        beats.RemoveAll(beat => beat.SampleIndex < 0 || beat.SampleIndex >= playback.SampleCount);
        return beats;
    }
}
