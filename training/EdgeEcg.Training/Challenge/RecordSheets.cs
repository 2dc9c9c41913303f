using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Training.Challenge;

/// <summary>Strips of an annotated record, such as those of the MIT-BIH Arrhythmia Database.</summary>
internal static class RecordSheets
{
    public static StripSource Read(WfdbRecord record, ModelPackage package)
    {
        using LeadPlayback playback = new(record, mostLeads: 1, paddingSamples: 0);
        float[] microvolts = new float[playback.SampleCount];
        int read = 0;
        while (read < microvolts.Length && playback.Next(microvolts.AsSpan(read, 1)))
        {
            read++;
        }

        TruthBeat[] truth =
        [
            .. record.ReadAnnotations("atr").Where(a => a.Code.IsBeat).Select(a => new TruthBeat(
                a.SampleIndex, WordOf(a.Code), IsAbnormal(ReferenceBeats.ClassOf(a.Code)))),
        ];
        SampleRate rate = record.Header.SampleRate;
        return StripSource.Judge($"record {record.Header.Name}", rate, microvolts, truth, package);
    }

    private static bool? IsAbnormal(BeatClass beatClass) => beatClass switch
    {
        BeatClass.Normal => false,
        BeatClass.Supraventricular or BeatClass.Ventricular or BeatClass.Fusion => true,
        _ => null,
    };

    private static string WordOf(AnnotationCode code) => code switch
    {
        AnnotationCode.Normal => "normal",
        AnnotationCode.LeftBundleBranchBlock => "left bundle branch block, usual for this person",
        AnnotationCode.RightBundleBranchBlock => "right bundle branch block, usual for this person",
        AnnotationCode.AtrialPremature or AnnotationCode.AberratedAtrialPremature => "premature atrial beat",
        AnnotationCode.JunctionalPremature => "premature junctional beat",
        AnnotationCode.SupraventricularPremature => "premature supraventricular beat",
        AnnotationCode.VentricularPremature => "premature ventricular beat",
        AnnotationCode.VentricularEscape => "ventricular escape beat",
        AnnotationCode.Fusion => "ventricular and normal beat fused",
        AnnotationCode.AtrialEscape or AnnotationCode.JunctionalEscape => "escape beat",
        _ => "not classified",
    };
}
