namespace EdgeEcg.Records;

/// <summary>
/// One signal of a record as its header line describes it (WFDB header(5)): where its samples lie, and what a
/// code means. Physical value = (code − <see cref="Baseline"/>) / <see cref="Gain"/>, in <see cref="Units"/>.
/// </summary>
public sealed record WfdbSignal
{
    /// <summary>Stands for the file of a signal without samples.</summary>
    public const string NoFile = "~";

    /// <summary>Codes per physical unit that header(5) lets a reader assume where no gain is given.</summary>
    public const double AssumedGain = 200;

    /// <summary>Relative to the header's folder, and never outside of it.</summary>
    public required string FileName { get; init; }

    public required SignalFormat Format { get; init; }

    /// <summary>
    /// Samples that precede sample 0 in the file: this lead was digitised that much later than the others.
    /// </summary>
    public int SkewSamples { get; init; }

    /// <summary>Bytes of a preamble before the first sample.</summary>
    public long ByteOffset { get; init; }

    /// <summary>Codes per physical unit, positive; 0 where the signal is uncalibrated.</summary>
    public double Gain { get; init; }

    /// <summary>The code of 0 physical units.</summary>
    public int Baseline { get; init; }

    /// <summary>The physical unit; millivolts where the header names none.</summary>
    public string Units { get; init; } = "mV";

    public int AdcResolutionBits { get; init; }

    /// <summary>The code in the middle of the converter's range.</summary>
    public int AdcZero { get; init; }

    public int InitialCode { get; init; }

    /// <summary>Sum of all codes in the file modulo 2¹⁶; null where the header has none.</summary>
    public short? Checksum { get; init; }

    /// <summary>Kept as found; only tape drives need it.</summary>
    public int BlockSize { get; init; }

    /// <summary>The lead, usually; empty where the header says nothing.</summary>
    public string Description { get; init; } = "";

    public bool IsCalibrated => Gain > 0;

    /// <summary>
    /// Whether <see cref="Units"/> is a voltage, so that the signal can be read in microvolts.
    /// </summary>
    public bool IsVoltage => MicrovoltsPerUnit > 0;

    /// <summary>0 where the signal is no voltage.</summary>
    public double MicrovoltsPerCode => MicrovoltsPerUnit / (IsCalibrated ? Gain : AssumedGain);

    // Small letters too: header writers are careless, and a megavolt is not to be expected.
    private double MicrovoltsPerUnit => Units.ToLowerInvariant() switch
    {
        "v" => 1e6,
        "mv" => 1e3,
        "uv" or "\u00b5v" or "\u03bcv" => 1,
        "nv" => 1e-3,
        _ => 0,
    };
}
