using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Evaluation;

/// <summary>What the device's own code makes of an annotated record with a given model.</summary>
public static class RecordScores
{
    private const int MostLeads = 2;
    private const double PaddingMs = 2000;

    /// <param name="record">With a reference annotation file (<c>.atr</c>).</param>
    /// <param name="package">The model.</param>
    /// <param name="limits">When rhythm is abnormal.</param>
    /// <returns>The beats that got a score, in order of time.</returns>
    /// <exception cref="BadRecordException">The record or its annotations cannot be read.</exception>
    public static List<ScoredBeat> Of(WfdbRecord record, ModelPackage package, RhythmLimits limits)
    {
        SampleRate rate = record.Header.SampleRate;
        ReferenceBeats reference = new(record.ReadAnnotations("atr"), rate);
        using LeadPlayback playback = new(record, MostLeads, rate.Samples(PaddingMs));
        using BeatAnalysis analysis = new(rate, playback.Leads, package, limits);
        List<ScoredBeat> beats = [];
        Span<float> microvolts = stackalloc float[MostLeads];
        while (playback.Next(microvolts))
        {
            analysis.Push(microvolts[..playback.Leads]);
            while (analysis.TryTake(out Beat beat, out BeatVerdict verdict))
            {
                if (verdict.Score is { } score)
                {
                    BeatClass reads = reference.ClassNear(beat.SampleIndex);
                    beats.Add(new ScoredBeat(
                        beat.SampleIndex, reads, score, verdict.Reasons, analysis.Scorer.Parts.ToArray()));
                }
            }
        }

        return beats;
    }
}
