using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>A judged beat in the words of WFDB.</summary>
internal static class BeatAnnotation
{
    /// <summary>
    /// What is abnormal is not thereby of a known class; a beat in noise is still a beat, but no more is said
    /// of it.
    /// </summary>
    public static AnnotationCode CodeOf(in BeatVerdict verdict) =>
        verdict.Anomalous ? AnnotationCode.Learning : AnnotationCode.Normal;
}
