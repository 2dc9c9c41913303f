namespace EdgeEcg.Records;

/// <summary>
/// The 16-bit words that annotation files are made of (WFDB annot(5)), low byte first:
/// <code>
/// cccccctt tttttttt     c: annotation code, or a steering code as below; t: samples since the last
/// annotation
/// </code>
/// </summary>
internal static class AnnotationWord
{
    public const int CodeShift = 10;

    /// <summary>Longest interval that fits beside a code; above it a skip goes first.</summary>
    public const int MaxInterval = (1 << CodeShift) - 1;

    /// <summary>The next four bytes are an interval: high 16 bits first, each half low byte first.</summary>
    public const int Skip = 59;

    /// <summary>The number from here on.</summary>
    public const int Number = 60;

    /// <summary>The subtype of the annotation before it.</summary>
    public const int Subtype = 61;

    /// <summary>The channel from here on.</summary>
    public const int Channel = 62;

    /// <summary>So many bytes of text follow, and a zero byte after an odd number of them.</summary>
    public const int Aux = 63;

    public const int MaxAuxBytes = 255;

    /// <summary>A word of zeros ends the file.</summary>
    public const int End = 0;
}
