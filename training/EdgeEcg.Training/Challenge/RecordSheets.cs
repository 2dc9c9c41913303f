using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Training.Challenge;

/// <summary>Strips of an annotated record, such as those of the MIT-BIH Arrhythmia Database.</summary>
internal static class RecordSheets
{
    /// <summary>As many as the device has.</summary>
    private const int MostLeads = 2;

    public static StripSource Read(WfdbRecord record, ModelPackage package)
    {
        StripLead[] leads = ReadLeads(record);
        TruthBeat[] truth =
        [
            .. record.ReadAnnotations("atr").Where(a => a.Code.IsBeat).Select(a => new TruthBeat(
                a.SampleIndex, WordOf(a.Code), IsAbnormal(ReferenceBeats.ClassOf(a.Code)))),
        ];
        SampleRate rate = record.Header.SampleRate;
        return StripSource.Judge($"record {record.Header.Name}", rate, leads, truth, package);
    }

    private static StripLead[] ReadLeads(WfdbRecord record)
    {
        using LeadPlayback playback = new(record, MostLeads, paddingSamples: 0);
        string[] names =
        [
            .. record.Header.Signals.Where(signal => signal.IsVoltage).Take(MostLeads)
                .Select(signal => signal.Description),
        ];
        StripLead[] leads = [.. names.Select(name => new StripLead(name, new float[playback.SampleCount]))];
        float[] sample = new float[leads.Length];
        for (int i = 0; i < playback.SampleCount && playback.Next(sample); i++)
        {
            for (int lead = 0; lead < leads.Length; lead++)
            {
                leads[lead].Microvolts[i] = sample[lead];
            }
        }

        return leads;
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
