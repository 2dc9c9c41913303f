namespace EdgeEcg.Records.Recording;

/// <summary>
/// Annotations that were written together. They can be decoded by themselves, because it is known from which
/// sample their first interval counts.
/// </summary>
/// <param name="Offset">In the annotation file.</param>
/// <param name="Bytes">Without the end mark.</param>
/// <param name="BaseSample">Sample of the annotation before them; 0 where they are the first.</param>
/// <param name="Checksum">CRC-32C of their bytes.</param>
public readonly record struct IndexedAnnotations(long Offset, int Bytes, long BaseSample, uint Checksum);
