using System.Globalization;

namespace EdgeEcg.Training.DataSets;

/// <summary>
/// Normalised beats, one per row, all of one length. The values are the matrix's own; every one is finite.
/// </summary>
public sealed class BeatMatrix
{
    private readonly float[] _values;

    /// <param name="name">For messages.</param>
    /// <param name="values">[rows, samples], kept, not copied.</param>
    /// <param name="samples">Values per beat.</param>
    /// <exception cref="BadDataSetException">No beat, a beat cut short, or a value that is no
    /// number.</exception>
    public BeatMatrix(string name, float[] values, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(samples);
        Name = name;
        Samples = samples;
        Rows = values.Length / samples;
        _values = values;
        if (Rows == 0 || values.Length != Rows * samples)
        {
            throw new BadDataSetException(
                name, "the number of values", Text(values.Length), $"a multiple of {samples}, above 0");
        }

        int bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0)
        {
            throw new BadDataSetException(
                $"{name}, beat {bad / samples}", $"sample {bad % samples}", Text(values[bad]), "a number");
        }
    }

    public string Name { get; }

    public int Rows { get; }

    /// <summary>Values per beat.</summary>
    public int Samples { get; }

    /// <summary>All beats, [Rows, Samples].</summary>
    public ReadOnlySpan<float> Values => _values;

    public ReadOnlySpan<float> Row(int row) => _values.AsSpan(row * Samples, Samples);

    /// <summary>A copy of some rows, in the order given.</summary>
    public BeatMatrix Subset(string name, ReadOnlySpan<int> rows)
    {
        float[] values = new float[rows.Length * Samples];
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(values.AsSpan(i * Samples));
        }

        return new BeatMatrix(name, values, Samples);
    }

    private static string Text(float value) => value.ToString(CultureInfo.InvariantCulture);
}
