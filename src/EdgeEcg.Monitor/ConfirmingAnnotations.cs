using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Monitor;

/// <summary>Annotations of the first five minutes as a technician's word on what is normal.</summary>
internal static class ConfirmingAnnotations
{
    /// <summary>The learning time of ANSI/AAMI EC57.</summary>
    private static readonly TimeSpan Confirmed = TimeSpan.FromMinutes(5);

    private static readonly AnnotationCode[] Normal =
    [
        AnnotationCode.Normal, AnnotationCode.LeftBundleBranchBlock, AnnotationCode.RightBundleBranchBlock,
        AnnotationCode.BundleBranchBlock, AnnotationCode.JunctionalEscape, AnnotationCode.AtrialEscape,
    ];

    public static BaselineConfirmation Of(IReadOnlyList<Annotation> annotations, SampleRate rate)
    {
        Annotation[] beats = [.. annotations.Where(a => a.Code.IsBeat)];
        return new BaselineConfirmation(
            beats.Where(a => Normal.Contains(a.Code)).Select(a => a.SampleIndex),
            beats.Where(a => !Normal.Contains(a.Code)).Select(a => a.SampleIndex),
            (long)(Confirmed.TotalSeconds * rate.Hz), rate);
    }
}
