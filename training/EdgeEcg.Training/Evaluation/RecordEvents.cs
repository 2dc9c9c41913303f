using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Events;

namespace EdgeEcg.Training.Evaluation;

/// <summary>What the device would tell of an annotated record, event by event.</summary>
public static class RecordEvents
{
    private const int MostLeads = 2;
    private const double PaddingMs = 2000;

    /// <param name="record">At least one signal in volts.</param>
    /// <param name="package">The model.</param>
    /// <exception cref="BadRecordException">The signals cannot be read.</exception>
    public static IReadOnlyList<HeartHappening> Of(WfdbRecord record, ModelPackage package)
    {
        SampleRate rate = record.Header.SampleRate;
        using LeadPlayback playback = new(record, MostLeads, rate.Samples(PaddingMs));
        using BeatAnalysis analysis = new(rate, playback.Leads, package, RhythmLimits.Default);
        HeartEventDetector detector =
            new(rate, playback.Leads, HeartLimits.Default, package.Manifest, analysis.Finder.LookAheadMs);
        List<HeartHappening> told = [];
        Span<float> microvolts = stackalloc float[MostLeads];
        for (long now = 0; playback.Next(microvolts) && now < playback.SampleCount; now++)
        {
            analysis.Push(microvolts[..playback.Leads]);
            while (analysis.TryTake(out Beat beat, out BeatVerdict verdict))
            {
                detector.Judge(beat, verdict);
            }

            detector.Wait(now, isConnected: true);
            while (detector.TryTake(out HeartHappening happened))
            {
                told.Add(happened);
            }
        }

        return told;
    }
}
