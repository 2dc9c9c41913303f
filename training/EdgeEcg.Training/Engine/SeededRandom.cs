using System.Numerics;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// xoshiro256** (Blackman and Vigna, "Scrambled linear pseudorandom number generators", 2021), its state
/// filled by SplitMix64. Our own, because a retrained model must have the same bytes on every runtime
/// version.
/// </summary>
internal sealed class SeededRandom
{
    /// <summary>2⁻²⁴: a float carries 24 bits.</summary>
    private const float UnitOfFloat = 1f / (1 << 24);

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">Separates uses of one seed: weights, shuffling, dropout.</param>
    public SeededRandom(long seed, int stream)
    {
        ulong state = unchecked((ulong)seed ^ ((ulong)stream << 56));
        _a = SplitMix(ref state);
        _b = SplitMix(ref state);
        _c = SplitMix(ref state);
        _d = SplitMix(ref state);
    }

    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1).</summary>
    public float NextSingle() => (NextUInt64() >> 40) * UnitOfFloat;

    /// <summary>Uniform in [-limit, limit).</summary>
    public void FillUniform(Span<float> values, float limit)
    {
        foreach (ref float value in values)
        {
            value = ((2 * NextSingle()) - 1) * limit;
        }
    }

    /// <summary>Fisher–Yates; every order equally likely.</summary>
    public void Shuffle(Span<int> values)
    {
        for (int i = values.Length - 1; i > 0; i--)
        {
            int j = (int)NextBelow((uint)i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Lemire's multiply-and-reject: unbiased.</summary>
    private uint NextBelow(uint bound)
    {
        uint floor = unchecked(0u - bound) % bound;
        while (true)
        {
            ulong product = (NextUInt64() >> 32) * bound;
            if ((uint)product >= floor)
            {
                return (uint)(product >> 32);
            }
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
