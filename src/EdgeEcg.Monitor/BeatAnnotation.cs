using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>A judged beat in the words of WFDB.</summary>
internal static class BeatAnnotation
{
    /// <summary>
    /// Ventricular is the one class the verdict knows; what else is abnormal is of unknown class; a beat in
    /// noise is still a beat, but no more is said of it.
    /// </summary>
    public static AnnotationCode CodeOf(in BeatVerdict verdict) =>
        verdict.Reasons.HasFlag(BeatReasons.Ventricular) ? AnnotationCode.VentricularPremature
        : verdict.Anomalous ? AnnotationCode.Learning
        : AnnotationCode.Normal;
}
