namespace EdgeEcg.Records.Recording;

/// <summary>What an export wrote, and what it could not vouch for.</summary>
/// <param name="Records">Paths without extension.</param>
/// <param name="Samples">Per channel.</param>
/// <param name="MissingSamples">Of those, marked as missing.</param>
/// <param name="DamagedBlocks">Blocks whose checksum differs; written all the same, and annotated.</param>
/// <param name="DamagedAnnotations">Pieces of annotations that could not be read to their end.</param>
public sealed record ExportSummary(
    IReadOnlyList<string> Records,
    long Samples,
    long MissingSamples,
    int DamagedBlocks,
    int DamagedAnnotations);
