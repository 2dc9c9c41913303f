namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The chip's own noise: normally distributed near enough (a sum of eight uniform numbers, so cut off at 4.9
/// sigma), from a splitmix64 generator, so that a seed gives the same noise on every machine.
/// </summary>
internal sealed class ChipNoise(ulong seed)
{
    private const int Terms = 8;
    private const int BitsPerTerm = 16;

    // A sum of n uniform numbers 0..65535 has mean n * 32767.5 and variance n * 65536^2 / 12.
    private const double Mean = Terms * 32767.5;
    private static readonly double Deviation = 65536 * Math.Sqrt(Terms / 12.0);

    private ulong _state = seed;

    /// <summary>Mean 0, standard deviation 1.</summary>
    public double Next()
    {
        long sum = SumOfParts(NextBits()) + SumOfParts(NextBits());
        return (sum - Mean) / Deviation;
    }

    private static long SumOfParts(ulong bits) =>
        (ushort)bits + (ushort)(bits >> BitsPerTerm) + (ushort)(bits >> (2 * BitsPerTerm))
        + (ushort)(bits >> (3 * BitsPerTerm));

    private ulong NextBits()
    {
        ulong mixed = _state += 11400714819323198485UL;
        mixed = (mixed ^ (mixed >> 30)) * 13787848793156543929UL;
        mixed = (mixed ^ (mixed >> 27)) * 10723151780598845931UL;
        return mixed ^ (mixed >> 31);
    }
}
