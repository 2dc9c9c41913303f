namespace EdgeEcg.Training.Quantization;

/// <summary>The largest int8 code of a weight.</summary>
public enum WeightRange
{
    /// <summary>
    /// ±64. x86 without VNNI adds pairs of products in 16 bits with saturation; 255 · 64 · 2 = 32,640 still
    /// fits, so every machine, x86 old or new and ARM, computes the same integers and the same scores. What
    /// the shipped model uses.
    /// </summary>
    SevenBits = 64,

    /// <summary>±127. One bit finer, but exact only on ARM and on x86 with VNNI.</summary>
    EightBits = 127,
}
