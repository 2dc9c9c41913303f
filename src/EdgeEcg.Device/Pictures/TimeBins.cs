namespace EdgeEcg.Device.Pictures;

/// <summary>A recording cut into equal stretches, each of which something happened in or not.</summary>
/// <param name="sampleCount">Of the recording.</param>
internal sealed class TimeBins(long sampleCount)
{
    /// <summary>Three minutes of a day each, a third of a millimetre on paper.</summary>
    public const int Count = 480;

    private readonly bool[] _marked = new bool[Count];

    public bool Any => Array.IndexOf(_marked, true) >= 0;

    public void Mark(long sampleIndex) =>
        _marked[(int)Math.Clamp(sampleIndex * Count / Math.Max(1, sampleCount), 0, Count - 1)] = true;

    /// <summary>The marked stretches, neighbours as one: from and to as shares of the whole.</summary>
    public IEnumerable<(double From, double To)> Stretches()
    {
        for (int i = 0; i < Count; i++)
        {
            int first = i;
            while (i < Count && _marked[i])
            {
                i++;
            }

            if (i > first)
            {
                yield return (first / (double)Count, i / (double)Count);
            }
        }
    }
}
