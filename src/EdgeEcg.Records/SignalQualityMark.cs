namespace EdgeEcg.Records;

/// <summary>
/// The annotation <c>~</c> as WFDB's programs read it: its subtype says which signals are noisy (bits 0 to 3)
/// and which cannot be read (bits 4 to 7). Unreadable in both leads it begins a shutdown in EC57, which the
/// next <c>~</c> without those bits ends; between the two no beats are annotated.
/// </summary>
public static class SignalQualityMark
{
    /// <summary>Both leads noisy, both unreadable.</summary>
    private const sbyte BothUnreadable = 0x33;

    public static Annotation Unreadable(long sampleIndex) =>
        new(sampleIndex, AnnotationCode.SignalQuality, BothUnreadable);

    public static Annotation Readable(long sampleIndex) => new(sampleIndex, AnnotationCode.SignalQuality);
}
