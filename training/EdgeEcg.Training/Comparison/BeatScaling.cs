using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Comparison;

/// <summary>The scalings of the published comparisons; the device's own is another one.</summary>
internal static class BeatScaling
{
    public static (float Low, float High) RangeOf(BeatMatrix beats)
    {
        (float low, float high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (float value in beats.Values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return (low, high);
    }

    /// <summary>low → −1, high → 1.</summary>
    public static float[] ToUnitRange(BeatMatrix beats, float low, float high)
    {
        float span = high > low ? high - low : 1;
        return Array.ConvertAll(beats.Values.ToArray(), value => (2 * (value - low) / span) - 1);
    }

    /// <summary>Each beat divided by its own largest absolute value; a flat line stays one.</summary>
    public static float[] ByOwnMaximum(BeatMatrix beats)
    {
        float[] values = beats.Values.ToArray();
        for (int row = 0; row < beats.Rows; row++)
        {
            Span<float> beat = values.AsSpan(row * beats.Samples, beats.Samples);
            float largest = 0;
            foreach (float value in beat)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            for (int i = 0; largest > 0 && i < beat.Length; i++)
            {
                beat[i] /= largest;
            }
        }

        return values;
    }
}
