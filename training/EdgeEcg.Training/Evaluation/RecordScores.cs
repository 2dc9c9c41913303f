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
    /// <param name="confirmFor">
    /// The reference's beats of so long from the start confirm the wearer's baseline; zero: nobody does.
    /// </param>
    /// <param name="watch">Sees each scored beat before the next is found.</param>
    /// <exception cref="BadRecordException">The record or its annotations cannot be read.</exception>
    public static ScoredRecord Of(
        WfdbRecord record,
        ModelPackage package,
        RhythmLimits limits,
        TimeSpan confirmFor = default,
        Action<ScoredBeat, BeatAnalysis>? watch = null)
    {
        SampleRate rate = record.Header.SampleRate;
        IReadOnlyList<Annotation> annotations = record.ReadAnnotations("atr");
        ReferenceBeats reference = new(annotations, rate);
        using LeadPlayback playback = new(record, MostLeads, rate.Samples(PaddingMs));
        using BeatAnalysis analysis = new(rate, playback.Leads, package, limits);
        analysis.Scorer.Confirmation =
            confirmFor > TimeSpan.Zero ? ReferenceBeats.Confirmation(annotations, rate, confirmFor) : null;
        List<ScoredBeat> beats = [];
        List<Annotation> classes = [];
        Span<float> microvolts = stackalloc float[MostLeads];
        while (playback.Next(microvolts))
        {
            analysis.Push(microvolts[..playback.Leads]);
            while (analysis.TryTake(out Beat beat, out BeatVerdict verdict))
            {
                if (beat.SampleIndex < 0 || beat.SampleIndex >= playback.SampleCount)
                {
                    continue;
                }

                classes.Add(new Annotation(beat.SampleIndex, CodeOf(verdict)));
                if (verdict.Score is { } score)
                {
                    ScoredBeat scored = new(beat.SampleIndex, reference.ClassNear(beat.SampleIndex), score,
                        verdict.Reasons, analysis.Scorer.Parts.ToArray());
                    beats.Add(scored);
                    watch?.Invoke(scored, analysis);
                }
            }
        }

        return new ScoredRecord(record.Header.Name, rate, beats, classes);
    }

    private static AnnotationCode CodeOf(in BeatVerdict verdict) =>
        verdict.Reasons.HasFlag(BeatReasons.Ventricular) ? AnnotationCode.VentricularPremature
            : AnnotationCode.Normal;
}
