namespace EdgeEcg.Records;

/// <summary>
/// How samples lie in a signal file; the numbers are those of WFDB signal(5) and stand in the header.
/// </summary>
public enum SignalFormat
{
    /// <summary>No samples: a signal of a layout, which says how the segments' signals go together.</summary>
    None = 0,

    /// <summary>Two's complement, 16 bits, low byte first.</summary>
    Bits16 = 16,

    /// <summary>Two's complement, 24 bits, low byte first.</summary>
    Bits24 = 24,

    /// <summary>Two's complement, 32 bits, low byte first.</summary>
    Bits32 = 32,

    /// <summary>One byte per sample, 128 stands for 0.</summary>
    OffsetBinary8 = 80,

    /// <summary>Two samples of 12 bits, two's complement, packed in three bytes.</summary>
    Packed12 = 212,
}
