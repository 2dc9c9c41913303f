using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    public ulong NextUInt64() => Next(ref _a, ref _b, ref _c, ref _d);

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

    /// <summary>
    /// Normal with mean 0 and variance 1, as the sum of twelve uniform values less 6 (within ±6): no
    /// logarithm whose last bit depends on the machine.
    /// </summary>
    public void FillNormal(Span<float> values)
    {
        const int Summands = 12;
        foreach (ref float value in values)
        {
            float sum = -Summands / 2f;
            for (int i = 0; i < Summands; i++)
            {
                sum += NextSingle();
            }

            value = sum;
        }
    }

    /// <summary>
    /// Each value 0 with a probability, or else <paramref name="survivor"/>: as many draws of
    /// <see cref="NextSingle"/>, with the state in registers.
    /// </summary>
    public void FillDropped(Span<float> values, float probability, float survivor)
    {
        (ulong a, ulong b, ulong c, ulong d) = (_a, _b, _c, _d);
        foreach (ref float value in values)
        {
            value = (Next(ref a, ref b, ref c, ref d) >> 40) * UnitOfFloat;
        }

        (_a, _b, _c, _d) = (a, b, c, d);

        // Apart from the draws, because a branch that nobody can foresee takes longer than a draw.
        int i = 0;
        Vector256<float> limit = Vector256.Create(probability);
        Vector256<float> kept = Vector256.Create(survivor);
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> units = Vector256.Create<float>(values[i..]);
            Vector256.AndNot(kept, Vector256.LessThan(units, limit)).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            values[i] = values[i] < probability ? 0 : survivor;
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

    public void WriteTo(BinaryWriter writer)
    {
        foreach (ulong word in (ReadOnlySpan<ulong>)[_a, _b, _c, _d])
        {
            writer.Write(word);
        }
    }

    public void ReadFrom(BinaryReader reader)
    {
        (_a, _b, _c, _d) =
            (reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Next(ref ulong a, ref ulong b, ref ulong c, ref ulong d)
    {
        ulong result = BitOperations.RotateLeft(b * 5, 7) * 9;
        ulong shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
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
