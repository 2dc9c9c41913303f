namespace EdgeEcg.Records.Recording;

/// <summary>Samples that were written together.</summary>
/// <param name="FirstFrame">Within the segment.</param>
/// <param name="Frames">Samples per channel.</param>
/// <param name="TimestampNs">Of the first, on the clock that only runs forward.</param>
/// <param name="Checksum">CRC-32C of their bytes in the signal file.</param>
public readonly record struct IndexedBlock(long FirstFrame, long Frames, long TimestampNs, uint Checksum);
